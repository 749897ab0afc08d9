namespace Sextant.Wire.Dns;

/// <summary>Record types that are named here; every other value is kept as its number (RFC 3597).</summary>
public enum DnsType : ushort
{
    None = 0,
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Null = 10,
    Ptr = 12,
    Hinfo = 13,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Srv = 33,
    Naptr = 35,
    Dname = 39,
    Opt = 41,
    Ds = 43,
    Sshfp = 44,
    Rrsig = 46,
    Nsec = 47,
    Dnskey = 48,
    Nsec3 = 50,
    Nsec3param = 51,
    Tlsa = 52,
    Cds = 59,
    Cdnskey = 60,
    Svcb = 64,
    Https = 65,
    Ixfr = 251,
    Axfr = 252,
    Any = 255,
    Caa = 257,
}

/// <summary>Classes; only <see cref="In"/> is of use, the others are kept as they came.</summary>
public enum DnsClass : ushort
{
    In = 1,
    Ch = 3,
    Hs = 4,
    None = 254,
    Any = 255,
}

/// <summary>Response codes, the extended ones of EDNS included (RFC 6895 section 2.3).</summary>
public enum DnsRcode : ushort
{
    NoError = 0,
    FormErr = 1,
    ServFail = 2,
    NxDomain = 3,
    NotImp = 4,
    Refused = 5,
    YxDomain = 6,
    YxRrset = 7,
    NxRrset = 8,
    NotAuth = 9,
    NotZone = 10,
    BadVers = 16,
    BadCookie = 23,
}

/// <summary>Kinds of request (RFC 6895 section 2.2).</summary>
public enum DnsOpcode : byte
{
    Query = 0,
    Status = 2,
    Notify = 4,
    Update = 5,
}

/// <summary>Which part of a message a record stood in.</summary>
public enum DnsSection : byte
{
    Question,
    Answer,
    Authority,
    Additional,
}

/// <summary>What is wrong with bytes that should have been a message. The reader stops at the first.</summary>
public enum DnsFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Fewer than the 12 bytes of a header.</summary>
    HeaderTruncated,

    /// <summary>More than 65,535 bytes, which no transport carries.</summary>
    MessageTooLong,

    /// <summary>A name runs over the end of the message or of its RDATA.</summary>
    NameTruncated,

    /// <summary>A name of more than 255 bytes (RFC 1035 section 2.3.4).</summary>
    NameTooLong,

    /// <summary>A label starts with the bits 01 or 10, which nothing defines any more.</summary>
    LabelKind,

    /// <summary>A compression pointer to itself, forwards or into the header; a prior occurrence is the only legal target (RFC 1035 section 4.1.4).</summary>
    PointerTarget,

    /// <summary>More compression pointers in one name than it can have labels.</summary>
    PointerChain,

    /// <summary>A compressed name where the type forbids it (RFC 3597 section 4, RFC 9460 section 2.2).</summary>
    PointerForbidden,

    /// <summary>The question section announces more than there is.</summary>
    QuestionTruncated,

    /// <summary>The counts announce more records than there are, or a record is cut.</summary>
    RecordTruncated,

    /// <summary>RDATA is longer or shorter than its type allows.</summary>
    RDataLength,

    /// <summary>RDATA has the right length and a value that its type forbids.</summary>
    RDataValue,

    /// <summary>More records than <see cref="DnsReader.MaxRecords"/>.</summary>
    TooManyRecords,

    /// <summary>More than one OPT record (RFC 6891 section 6.1.1).</summary>
    OptRepeated,

    /// <summary>An OPT record whose owner is not the root (RFC 6891 section 6.1.2).</summary>
    OptOwner,
}

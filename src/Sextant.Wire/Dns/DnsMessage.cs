namespace Sextant.Wire.Dns;

/// <summary>A whole message, read or to be written.</summary>
public sealed record DnsMessage
{
    public ushort Id { get; init; }

    public bool IsResponse { get; init; }

    public DnsOpcode Opcode { get; init; }

    public bool Authoritative { get; init; }

    public bool Truncated { get; init; }

    public bool RecursionDesired { get; init; }

    public bool RecursionAvailable { get; init; }

    public bool AuthenticData { get; init; }

    public bool CheckingDisabled { get; init; }

    /// <summary>The response code with the bits that EDNS adds. Codes above 15 are written only with <see cref="Edns"/>.</summary>
    public DnsRcode Rcode { get; init; }

    public IReadOnlyList<DnsQuestion> Questions { get; init; } = [];

    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    public IReadOnlyList<DnsRecord> Authorities { get; init; } = [];

    /// <summary>The additional section without its OPT record, which is <see cref="Edns"/>.</summary>
    public IReadOnlyList<DnsRecord> Additionals { get; init; } = [];

    public DnsEdns? Edns { get; init; }

    /// <summary>Bytes after the last record: junk, reported and otherwise ignored. Not written.</summary>
    public int TrailingBytes { get; init; }

    /// <summary>The first question; null when there is none.</summary>
    public DnsQuestion? Question => Questions.Count > 0 ? Questions[0] : null;

    /// <summary>All records, section after section.</summary>
    public IEnumerable<DnsRecord> AllRecords => Answers.Concat(Authorities).Concat(Additionals);

    /// <summary>The start of a response to this query: same id, opcode, question, RD and CD, as a server sends it (RFC 1035 section 4.1.1).</summary>
    public DnsMessage Respond(DnsRcode rcode = DnsRcode.NoError) => new()
    {
        Id = Id,
        IsResponse = true,
        Opcode = Opcode,
        RecursionDesired = RecursionDesired,
        CheckingDisabled = CheckingDisabled,
        Rcode = rcode,
        Questions = Questions,
        Edns = Edns is null ? null : new DnsEdns { DnssecOk = Edns.DnssecOk },
    };

    /// <summary>The same message with TC and no records: what a server sends over UDP when the whole does not fit.</summary>
    public DnsMessage AsTruncated() => this with { Truncated = true, Answers = [], Authorities = [], Additionals = [] };
}

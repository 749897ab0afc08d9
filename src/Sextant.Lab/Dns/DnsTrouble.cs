namespace Sextant.Lab.Dns;

/// <summary>What an authoritative name server can do wrong. Each can hold everywhere, on one family, or on one address.</summary>
public enum DnsTrouble
{
    /// <summary>Answers REFUSED.</summary>
    Refuses,

    /// <summary>Answers SERVFAIL.</summary>
    Servfails,

    /// <summary>Knows nothing of the zone and refers to the root.</summary>
    RefersUpward,

    /// <summary>Gives the right data without the AA bit.</summary>
    OmitsAa,

    /// <summary>Answers over UDP alone.</summary>
    UdpOnly,

    /// <summary>Never answers.</summary>
    Silent,

    /// <summary>Sets TC on every answer over UDP, and nobody listens on TCP.</summary>
    TruncatesWithoutTcp,

    /// <summary>Answers NXDOMAIN to each question for AAAA, though the name exists.</summary>
    AaaaNxdomain,

    /// <summary>Answers SERVFAIL to each question for AAAA.</summary>
    AaaaServfail,

    /// <summary>Answers NOTIMP to each question for AAAA.</summary>
    AaaaNotimp,

    /// <summary>Answers REFUSED to each question for AAAA.</summary>
    AaaaRefused,

    /// <summary>Drops each question for AAAA.</summary>
    AaaaSilent,

    /// <summary>Answers each question for AAAA with the IPv4 address packed into an AAAA record of 4 bytes.</summary>
    AaaaWrong,

    /// <summary>Adds bytes behind the message.</summary>
    TrailingBytes,

    /// <summary>Sends messages whose names point at themselves.</summary>
    Malformed,

    /// <summary>Negative answers carry no SOA, so nobody can keep them.</summary>
    OmitsSoa,

    /// <summary>Never answers a question that carries EDNS.</summary>
    DropsEdns,

    /// <summary>Answers FORMERR, without a question, to EDNS.</summary>
    FormerrsEdns,

    /// <summary>Resolves foreign names for anyone who asks.</summary>
    Recurses,

    /// <summary>Answers with the name in lower case, whatever the case of the question.</summary>
    LowersCase,

    /// <summary>Sends times to live with the highest bit set.</summary>
    ImpossibleTtl,

    /// <summary>Adds two thousand records to each answer.</summary>
    ManyRecords,

    /// <summary>Adds a record whose owner carries control characters and markup.</summary>
    HostileLabels,

    /// <summary>Answers under another message id.</summary>
    WrongId,
}

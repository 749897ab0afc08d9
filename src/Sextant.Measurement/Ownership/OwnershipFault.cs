namespace Sextant.Measurement.Ownership;

/// <summary>Why a proof of control was not found; in the order in which one is told before another.</summary>
public enum OwnershipFault
{
    /// <summary>Nothing: the proof is there.</summary>
    None,

    /// <summary>It was not looked for, because the other way had it.</summary>
    NotAsked,

    /// <summary>There is nothing at that place.</summary>
    Absent,

    /// <summary>Nobody answered, or not in a way that says anything.</summary>
    Unreachable,

    /// <summary>The certificate is not valid for the name.</summary>
    Certificate,

    /// <summary>There is something else at that place.</summary>
    Other,

    /// <summary>The file is longer than a proof.</summary>
    TooLong,

    /// <summary>The file's address leads to another name.</summary>
    Redirected,

    /// <summary>The name leads to an address that is never dialled: loopback, private networks, the program's own.</summary>
    Forbidden,

    /// <summary>Some of the zone's servers have it and some do not.</summary>
    NotEverywhere,
}

/// <summary>What is looked for.</summary>
/// <param name="Name">The domain, A-labels.</param>
/// <param name="TxtName">Where the TXT record stands.</param>
/// <param name="FilePath">Where the file stands.</param>
/// <param name="Value">The text of the record, and a line of the file.</param>
public sealed record OwnershipQuestion(string Name, string TxtName, string FilePath, string Value);

/// <summary>What was found. One way is enough.</summary>
public sealed record OwnershipSeen(OwnershipFault Dns, OwnershipFault File);

/// <summary>What the look is bound by, and what it says of itself.</summary>
public sealed record OwnershipOptions
{
    /// <summary>Version of the program, for the User-Agent.</summary>
    public string Version { get; init; } = "0.1.0";

    /// <summary>Where who is asked can turn to.</summary>
    public string? Contact { get; init; }

    /// <summary>4 KiB: a proof is one line, with room for what editors put around it.</summary>
    public int MostBytes { get; init; } = 4096;

    /// <summary>3 redirects, to the same name alone: from http to https, and for a slash.</summary>
    public int MostRedirects { get; init; } = 3;

    /// <summary>8 name servers of a zone, as many as a delegation usually has at most.</summary>
    public int MostServers { get; init; } = 8;

    /// <summary>2 addresses of each family of a name server.</summary>
    public int MostAddresses { get; init; } = 2;
}

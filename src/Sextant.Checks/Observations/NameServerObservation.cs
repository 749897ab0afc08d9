namespace Sextant.Checks.Observations;

/// <summary>One authoritative name server, by its name.</summary>
public sealed record NameServerObservation
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its IPv4 addresses.</summary>
    public required Lookup A { get; init; }

    /// <summary>Its IPv6 addresses.</summary>
    public required Lookup Aaaa { get; init; }

    /// <summary>The zones it was asked about because a delegation names it; empty when none is known.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>SOA of these zones over UDP and TCP at each address.</summary>
    public IReadOnlyList<Observations.ServerAnswer> Answers { get; init; } = [];

    /// <summary>
    /// Questions with large answers: with room for 1232 bytes over UDP, over TCP where that was cut, and the largest once more over UDP with room for
    /// the whole (<see cref="ServerAnswer.UdpPayload"/>).
    /// </summary>
    public IReadOnlyList<ServerAnswer> Large { get; init; } = [];

    /// <summary>The loss at each address that answered.</summary>
    public IReadOnlyList<QuerySample> Samples { get; init; } = [];

    /// <summary>A foreign name asked with RD=1 at each address.</summary>
    public IReadOnlyList<Observations.ServerAnswer> Recursion { get; init; } = [];

    /// <summary>From the root to its own address record over IPv6 alone.</summary>
    public PathWalk? Ipv6Walk { get; init; }
}

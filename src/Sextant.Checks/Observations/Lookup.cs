using System.Net;
using Sextant.Wire;

namespace Sextant.Checks.Observations;

/// <summary>What the vantage's validating resolver said of one name and type, after its retries.</summary>
public sealed record Lookup
{
    /// <summary>The name asked, A-labels, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>The type asked: <c>A</c>, <c>AAAA</c>, <c>MX</c>, <c>HTTPS</c>, <c>NS</c>, <c>SOA</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Each try.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>
    /// Null when records came. <see cref="Wire.Failure.DnsNoData"/> and <see cref="Wire.Failure.DnsNxdomain"/> are answers;
    /// every other word means that the question is open.
    /// </summary>
    public Failure? Failure { get; init; }

    /// <summary>The failure is SERVFAIL, and the same question got an answer with validation switched off: the trouble is the resolver's, or passes.</summary>
    public bool AnsweredUnchecked { get; init; }

    /// <summary>Aliases followed, in order, each the target of the one before.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The addresses, for A and AAAA, in ascending order without duplicates.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>The data in presentation form, for other types, sorted.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>The resolver set AD: it validated.</summary>
    public bool AuthenticData { get; init; }

    /// <summary>Lowest TTL of the answer in seconds.</summary>
    public uint? Ttl { get; init; }

    /// <summary>Raw responses, as blob references.</summary>
    public IReadOnlyList<string> Blobs { get; init; } = [];

    /// <summary>True when the resolver gave a definite answer, be it that there is nothing.</summary>
    public bool Answered => Failure is null or Wire.Failure.DnsNoData or Wire.Failure.DnsNxdomain;

    /// <summary>True when at least one record came.</summary>
    public bool HasData => Failure is null && (Addresses.Count > 0 || Data.Count > 0);
}

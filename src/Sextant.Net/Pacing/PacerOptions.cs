using System.Net;
using Sextant.Wire.Addresses;

namespace Sextant.Net.Pacing;

/// <summary>What a turn is taken for; each has its own limits.</summary>
public enum PacedUse
{
    /// <summary>Connections and requests to web ports.</summary>
    Http,

    /// <summary>Queries to name servers.</summary>
    Dns,

    /// <summary>Conversations with mail servers.</summary>
    Smtp,
}

/// <summary>How politely others are asked (rule 17 of the method). Rates are per second: no second of an address holds more; a network's or a provider's bucket holds one second's worth.</summary>
public sealed record PacerOptions
{
    /// <summary>5: what one page with its parts asks of a server, so no administrator can tell it from a visitor.</summary>
    public double HttpPerAddress { get; init; } = 5;

    /// <summary>50 per /48 (IPv4 /24): a hosting rack with ten sites measured at once.</summary>
    public double HttpPerNetwork { get; init; } = 50;

    /// <summary>200 per provider's AS, where the provider is known.</summary>
    public double HttpPerProvider { get; init; } = 200;

    /// <summary>2: one to each of a server's ports 80 and 443.</summary>
    public int HttpConnections { get; init; } = 2;

    /// <summary>10: below every response rate limit in common use (BIND and NSD advise 15-200).</summary>
    public double DnsPerAddress { get; init; } = 10;

    /// <summary>100 per provider, where the provider is known; else per /48 (IPv4 /24).</summary>
    public double DnsPerProvider { get; init; } = 100;

    /// <summary>1: mail servers count connections per minute.</summary>
    public double SmtpPerAddress { get; init; } = 1;

    /// <summary>1: a second connection from one client is what mail servers refuse first.</summary>
    public int SmtpConnections { get; init; } = 1;

    /// <summary>5 s of rest for an address that said 429, 503 or 4xx without saying for how long.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>30 s: the longest rest of an address; the name that asked for more is left alone there for all of it (an hour at most), so it is unknown for now and measured another time.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>100,000 buckets, about 10 MB: more addresses than are in use within one second. Beyond it, new addresses share one bucket.</summary>
    public int MaxBuckets { get; init; } = 100_000;

    /// <summary>Networks one owns: no limits hold there.</summary>
    public IReadOnlyList<IpPrefix> OwnNetworks { get; init; } = [];

    /// <summary>Addresses of the vantage's own resolvers: they exist to be asked by this machine.</summary>
    public IReadOnlyList<IPAddress> Resolvers { get; init; } = [];

    /// <summary>The number of the autonomous system behind an address, where a table of them is loaded.</summary>
    public Func<IPAddress, uint?>? Provider { get; init; }

    /// <summary>Where several processes measure from one place: what they share at an address. Networks' and providers' buckets remain each process's own.</summary>
    public SharedTurns? Shared { get; init; }
}

namespace Sextant.Measurement.Probes;

/// <summary>Settings of the probes that are not the network's own.</summary>
public sealed record ProbeOptions
{
    /// <summary>How failed operations are tried again.</summary>
    public RetryOptions Retries { get; init; } = new();

    /// <summary>Time for one TCP connection. 4 s: what Internet.nl waits, so verdicts compare.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Time for a TLS handshake. 5 s: slower ones do not serve visitors.</summary>
    public TimeSpan TlsTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for one question to one name server. 3 s: longer than any path on Earth, shorter than a resolver gives up.</summary>
    public TimeSpan DnsTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Time for all probes of one name. 4 min: the longest that a target may take by right is three conversations of a minute with a mail server
    /// that is slow at every step, and the pauses between them. Pauses in which a campaign measures others do not count.
    /// </summary>
    public TimeSpan NameTimeout { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Prefixes counted as global unicast beside the registry's, as CIDR; shown on every report.</summary>
    public IReadOnlyList<string> GlobalPrefixes { get; init; } = [];

    /// <summary>True inside the lab country: marked on everything measured.</summary>
    public bool Lab { get; init; }

    /// <summary>Version of the program, kept with the evidence.</summary>
    public string Program { get; init; } = "0.0.0";
}

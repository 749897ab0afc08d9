using System.Net;
using Sextant.Wire;

namespace Sextant.Checks.Observations;

/// <summary>A mail domain and the servers that receive for it.</summary>
public sealed record MailObservation
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Its MX records; <c>Data</c> holds "preference host".</summary>
    public required Lookup Mx { get; init; }

    /// <summary>True for a NULL MX (RFC 7505): the sole MX has the root as host.</summary>
    public bool NullMx { get; init; }

    /// <summary>The mail servers in order of preference.</summary>
    public IReadOnlyList<MxHost> Hosts { get; init; } = [];
}

/// <summary>One mail server.</summary>
public sealed record MxHost
{
    /// <summary>Lower is tried first.</summary>
    public required int Preference { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its IPv4 addresses.</summary>
    public required Lookup A { get; init; }

    /// <summary>Its IPv6 addresses.</summary>
    public required Lookup Aaaa { get; init; }

    /// <summary>One conversation with each address.</summary>
    public IReadOnlyList<SmtpLook> Sessions { get; init; } = [];
}

/// <summary>The conversation with one address at port 25, after its retries.</summary>
public sealed record SmtpLook
{
    /// <summary>The address dialled.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Each try, the last being the one described here.</summary>
    public required IReadOnlyList<Attempt> Attempts { get; init; }

    /// <summary>True when TCP connected.</summary>
    public bool Connected { get; init; }

    /// <summary>Why greeting and EHLO did not both succeed; null when they did.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Time to connect in milliseconds.</summary>
    public double? ConnectMs { get; init; }

    /// <summary>Time from connecting to the greeting in milliseconds.</summary>
    public double? GreetingMs { get; init; }

    /// <summary>Code of the greeting.</summary>
    public int? GreetingCode { get; init; }

    /// <summary>Text of the greeting, bounded (untrusted).</summary>
    public string? Greeting { get; init; }

    /// <summary>Code of the reply to EHLO.</summary>
    public int? EhloCode { get; init; }

    /// <summary>True when EHLO listed STARTTLS.</summary>
    public bool StartTlsOffered { get; init; }

    /// <summary>Why STARTTLS, though offered, did not lead to a working session; null when it did or was not offered.</summary>
    public Failure? StartTls { get; init; }

    /// <summary>The TLS handshake after STARTTLS.</summary>
    public TlsLook? Tls { get; init; }

    /// <summary>The conversation, as a blob reference.</summary>
    public string? Blob { get; init; }

    /// <summary>Its family.</summary>
    public Family Family => Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4;
}

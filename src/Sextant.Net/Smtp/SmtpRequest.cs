using System.Net;

namespace Sextant.Net.Smtp;

/// <summary>One mail server to talk to.</summary>
public sealed record SmtpRequest
{
    /// <summary>The address to dial.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The server's name, for SNI and the certificate.</summary>
    public required string ServerName { get; init; }

    /// <summary>What this client calls itself: its own address's forward-confirmed PTR, or an address literal (RFC 5321 section 4.1.3).</summary>
    public required string EhloName { get; init; }

    /// <summary>25, the port where mail servers receive.</summary>
    public int Port { get; init; } = 25;
}

using System.Security.Cryptography.X509Certificates;

namespace Sextant.Net.Smtp.Submission;

/// <summary>How a conversation with one's own mail server is secured.</summary>
public enum SubmissionSecurity
{
    /// <summary>STARTTLS, and no letter without it (RFC 8314 section 3.3).</summary>
    StartTls,

    /// <summary>TLS from the first octet.</summary>
    Tls,

    /// <summary>None: for a server on this very machine.</summary>
    None,
}

/// <summary>One's own mail server, which takes letters and brings them on.</summary>
public sealed record SubmissionOptions
{
    /// <summary>Its name or address.</summary>
    public required string Host { get; init; }

    /// <summary>587, the port of submission (RFC 6409).</summary>
    public int Port { get; init; } = 587;

    /// <summary>How the conversation is secured.</summary>
    public SubmissionSecurity Security { get; init; } = SubmissionSecurity.StartTls;

    /// <summary>Whom one signs in as; null: not at all.</summary>
    public string? User { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }

    /// <summary>What this client calls itself.</summary>
    public string EhloName { get; init; } = "localhost";

    /// <summary>Roots that are trusted instead of the system's; null: the system's.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>10 s to connect: the server is near.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>60 s for a reply: servers look at a letter before they take it (RFC 5321 section 4.5.3.2 allows minutes).</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>5 min for one letter in all: a server that is slow at every step must not hold the next letters for ten times <see cref="ReplyTimeout"/>.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>What became of a letter.</summary>
/// <param name="Accepted">Whether the server has taken it on.</param>
/// <param name="Final">Whether to try again is of no use: the server refused it for good.</param>
/// <param name="Said">What the server or the network said; untrusted.</param>
public sealed record SubmissionOutcome(bool Accepted, bool Final, string Said)
{
    /// <summary>Whether it came as far as this letter's recipient. False: the server, the sign-in or the sender was the matter, and any other letter would fare the same.</summary>
    public bool Reached { get; init; }
}

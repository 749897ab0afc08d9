using System.Net;
using Sextant.Net.Tls;
using Sextant.Wire;

namespace Sextant.Net.Smtp;

/// <summary>What one conversation gave, step by step; a step that was not reached is null. All text in it is untrusted.</summary>
public sealed record SmtpOutcome
{
    /// <summary>The address dialled.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>When the dial began (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long the conversation took, waiting for the turn not counted.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why greeting and EHLO did not both succeed; null when they did.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Time to connect; null when it did not connect.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>The greeting.</summary>
    public SmtpReply? Greeting { get; init; }

    /// <summary>The reply to the first EHLO; where the server does not know it, the reply to HELO.</summary>
    public SmtpReply? Ehlo { get; init; }

    /// <summary>Whether EHLO listed STARTTLS.</summary>
    public bool StartTlsOffered { get; init; }

    /// <summary>The reply to STARTTLS.</summary>
    public SmtpReply? StartTls { get; init; }

    /// <summary>Why STARTTLS, though offered, did not lead to a working session; null when it did or was not offered.</summary>
    public Failure? StartTlsFailure { get; init; }

    /// <summary>The handshake after STARTTLS. Its stream is closed.</summary>
    public TlsOutcome? Tls { get; init; }

    /// <summary>The reply to EHLO inside TLS.</summary>
    public SmtpReply? SecondEhlo { get; init; }

    /// <summary>The reply to QUIT.</summary>
    public SmtpReply? Quit { get; init; }

    /// <summary>Both sides' bytes in order, what was sent marked by "C: " and what came by "S: " in front of each line, bounded.</summary>
    public byte[] Transcript { get; init; } = [];
}

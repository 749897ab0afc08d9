namespace Sextant.Net.Smtp;

/// <summary>Bounds of one conversation with a mail server.</summary>
public sealed record SmtpOptions
{
    /// <summary>4 s: what Internet.nl waits for a TCP connection, so verdicts compare.</summary>
    public TimeSpan ConnectTimeout { get; init; } = Dialling.Dialler.DefaultTimeout;

    /// <summary>30 s: servers that look their clients up before they greet take up to this long (RFC 5321 section 4.5.3.2 allows minutes).</summary>
    public TimeSpan GreetingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>20 s for the reply to any later command: by then the server has done its look-ups.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>10 s for the handshake after STARTTLS.</summary>
    public TimeSpan TlsTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>60 s for the whole conversation (criterion MAIL-02).</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether STARTTLS is asked for where it is offered. A sender does; a look at the greeting alone need not.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>2,048 octets: four times what RFC 5321 section 4.5.3.1.5 allows for a reply line.</summary>
    public int MaxLine { get; init; } = 2048;

    /// <summary>100 lines of one reply: a greeting or a list of extensions has below thirty.</summary>
    public int MaxLines { get; init; } = 100;

    /// <summary>64 KiB of both sides' text are kept.</summary>
    public int MaxTranscript { get; init; } = 64 * 1024;
}

using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Mail;

/// <summary>How a mail server dealt with a connection to port 25.</summary>
internal enum Spoken
{
    /// <summary>Greeting and EHLO were accepted.</summary>
    Greets,

    /// <summary>421 or another 4xx: it may greet another time.</summary>
    Deferred,

    /// <summary>5xx.</summary>
    Rejected,

    /// <summary>Not at all: no connection, no greeting, or garbage.</summary>
    Dead,

    /// <summary>Not known; the cause says why.</summary>
    Open,
}

/// <summary>One address of one mail server, judged.</summary>
/// <param name="Host">The mail server.</param>
/// <param name="Address">The address.</param>
/// <param name="How">How it dealt with the connection.</param>
/// <param name="Cause">The failure behind it; always set for <see cref="Spoken.Open"/>.</param>
/// <param name="Session">The conversation, where there was one.</param>
internal sealed record MailAddress(MxHost Host, IPAddress Address, Spoken How, Failure? Cause, SmtpLook? Session)
{
    /// <summary>The greeting is slow over 7 s (class table; the criterion's 10 s gives way to the rule).</summary>
    public const double SlowMilliseconds = 7000;

    /// <summary>Its family.</summary>
    public Family Family => Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4;

    /// <summary>True when it greets.</summary>
    public bool Greets => How == Spoken.Greets;

    /// <summary>True for a fault that was observed and repeated.</summary>
    public bool IsFault => How is Spoken.Rejected or Spoken.Dead;

    /// <summary>True when it greets late.</summary>
    public bool IsSlow => Greets && Session?.GreetingMs > SlowMilliseconds;
}

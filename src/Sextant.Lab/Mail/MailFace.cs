using System.Net;
using Sextant.Lab.Tls;
using Sextant.Wire;

namespace Sextant.Lab.Mail;

/// <summary>What a mail server does on one of its addresses: the state that the lines of its script change.</summary>
public sealed class MailFace
{
    internal MailFace(string host, IPAddress address) => (Host, Address) = (host, address);

    /// <summary>The server's name.</summary>
    public string Host { get; }

    /// <summary>The virtual address.</summary>
    public IPAddress Address { get; }

    /// <summary>The address's family.</summary>
    public Family Family => Where.FamilyOf(Address);

    /// <summary>The first reply, without line end; null for a server that accepts and never says a word.</summary>
    public string? Greeting { get; set; } = "220 imaginary ESMTP";

    /// <summary>How long it takes to greet.</summary>
    public TimeSpan GreetsAfter { get; set; }

    /// <summary>Whether the connection is closed as soon as it is accepted.</summary>
    public bool Closes { get; set; }

    /// <summary>The reply to EHLO instead of the list of extensions, such as a 5xx; null for the list.</summary>
    public string? EhloReply { get; set; }

    /// <summary>Whether STARTTLS is offered.</summary>
    public bool Starttls { get; set; } = true;

    /// <summary>Whether the handshake after STARTTLS fails.</summary>
    public bool TlsBroken { get; set; }

    /// <summary>The certificate after STARTTLS.</summary>
    public CertificateKind Certificate { get; set; }

    /// <summary>The reply to RCPT: greylisting answers 4xx here.</summary>
    public string RcptReply { get; set; } = "250 2.1.5 fine";
}

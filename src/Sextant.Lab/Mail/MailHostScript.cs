using System.Net;
using Sextant.Lab.Tls;

namespace Sextant.Lab.Mail;

/// <summary>The script of a mail server. Without a word it is healthy: greets, knows EHLO, offers STARTTLS with a valid certificate.</summary>
public sealed class MailHostScript : HostScript<MailHostScript>
{
    private readonly List<(Where Where, Action<MailFace> Change)> _lines = [];

    internal MailHostScript(AddressPool pool, string host)
        : base(pool, host)
    {
    }

    /// <summary>Changes what it does; the general form of the lines below.</summary>
    public MailHostScript Does(Action<MailFace> change, Where on = default)
    {
        _lines.Add((on, change));
        return this;
    }

    /// <summary>Accepts the connection and never greets.</summary>
    public MailHostScript NeverGreets(Where on = default) => Does(f => f.Greeting = null, on);

    /// <summary>Greets with this line: <c>421 busy</c>, <c>450 greylisted</c>, <c>554 no</c>, or nonsense.</summary>
    public MailHostScript Greets(string line, Where on = default) => Does(f => f.Greeting = line, on);

    /// <summary>Takes so long to greet.</summary>
    public MailHostScript GreetsAfter(TimeSpan time, Where on = default) => Does(f => f.GreetsAfter = time, on);

    /// <summary>Closes the connection as soon as it is accepted.</summary>
    public MailHostScript Closes(Where on = default) => Does(f => f.Closes = true, on);

    /// <summary>Answers EHLO with this line.</summary>
    public MailHostScript AnswersEhlo(string line, Where on = default) => Does(f => f.EhloReply = line, on);

    /// <summary>Greets and knows EHLO, and defers each recipient for now.</summary>
    public MailHostScript Greylists(Where on = default) => Does(f => f.RcptReply = "450 4.2.0 greylisted, come back in five minutes", on);

    /// <summary>Does not offer STARTTLS.</summary>
    public MailHostScript WithoutStarttls(Where on = default) => Does(f => f.Starttls = false, on);

    /// <summary>Offers STARTTLS, and the handshake fails.</summary>
    public MailHostScript BreaksTls(Where on = default) => Does(f => f.TlsBroken = true, on);

    /// <summary>What its certificate is like.</summary>
    public MailHostScript Certificate(CertificateKind kind, Where on = default) => Does(f => f.Certificate = kind, on);

    internal MailFace Face(IPAddress address)
    {
        var face = new MailFace(Name, address);
        foreach (var (where, change) in _lines)
        {
            if (where.Covers(address))
            {
                change(face);
            }
        }

        return face;
    }
}

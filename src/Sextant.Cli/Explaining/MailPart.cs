using Sextant.Checks.Judging;
using Sextant.Checks.Observations;

namespace Sextant.Cli.Explaining;

/// <summary>A mail domain: its MX records, each server's addresses, and the conversation with each.</summary>
internal static class MailPart
{
    public static void Write(Page page, MailObservation mail)
    {
        page.Heading("explain.mail", mail.Domain);
        page.Lookup(2, mail.Mx);
        if (mail.NullMx)
        {
            page.Line(2, page.Texts["explain.null-mx"]);
        }

        foreach (MxHost host in mail.Hosts)
        {
            page.Sub("explain.mx", host.Preference, host.Name);
            page.Lookup(4, host.Aaaa);
            page.Lookup(4, host.A);
            foreach (SmtpLook talk in host.Sessions)
            {
                Talk(page, talk);
            }
        }
    }

    private static void Talk(Page page, SmtpLook talk)
    {
        page.Marked(4, Page.Mark(talk.Failure), $"SMTP {Page.Remote(talk.Address, 25)}  {page.Why(talk.Failure)}".TrimEnd(), page.Tries(talk.Attempts));
        if (talk.Connected)
        {
            page.Line(6, page.Texts.Format("explain.connected", page.Ms(talk.ConnectMs)));
        }

        if (talk.GreetingCode is { } code)
        {
            page.Line(6, $"S: {code} {talk.Greeting}", page.Ms(talk.GreetingMs));
        }

        if (talk.EhloCode is { } ehlo)
        {
            page.Line(6, $"C: EHLO   S: {ehlo}{(talk.StartTlsOffered ? " STARTTLS" : "")}");
        }

        if (talk.StartTls is { } failed)
        {
            page.Marked(6, Verdict.Fail, $"STARTTLS  {page.Why(failed)}");
        }

        if (talk.Tls is { } tls)
        {
            ServerPart.Tls(page, 6, tls);
        }
    }
}

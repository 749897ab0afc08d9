using System.Security.Cryptography.X509Certificates;
using Sextant.Cli.Settings;
using Sextant.Net.Smtp.Submission;
using Sextant.Programme.Notices;

namespace Sextant.Cli.Parts.Outward;

/// <summary>Hands the programme's letters to the mail server of the settings.</summary>
internal sealed class SmtpMail(SubmissionClient client, string from) : IMailSender
{
    /// <summary>A sender as the settings want it; null where they name no server or no sender.</summary>
    public static IMailSender? Of(SextantSettings settings, TimeProvider clock)
    {
        if (settings is not { MailServer: { } server, MailFrom: { } from })
        {
            return null;
        }

        string[] who = server.UserInfo.Split(':', 2);
        bool tls = server.Scheme == "smtps";
        X509Certificate2Collection? roots = null;
        if (settings.Dialling.CaFile is { } file)
        {
            roots = [];
            roots.ImportFromPemFile(file);
        }

        return new SmtpMail(
            new SubmissionClient(
                new SubmissionOptions
                {
                    Host = server.IdnHost, Port = server.IsDefaultPort || server.Port <= 0 ? (tls ? 465 : 587) : server.Port,
                    Security = tls ? SubmissionSecurity.Tls : server.IsLoopback ? SubmissionSecurity.None : SubmissionSecurity.StartTls,
                    User = who[0].Length > 0 ? Uri.UnescapeDataString(who[0]) : null, Password = who.Length > 1 ? Uri.UnescapeDataString(who[1]) : null,
                    EhloName = from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..], Roots = roots,
                },
                clock),
            from);
    }

    /// <inheritdoc/>
    public async Task<LetterFate> SendAsync(Letter letter, CancellationToken cancellation)
    {
        try
        {
            SubmissionOutcome outcome = await client.SubmitAsync(from, letter.To, MailText.Write(letter, from), cancellation).ConfigureAwait(false);
            return new LetterFate(outcome.Accepted, outcome.Final, outcome.Said) { Reached = outcome.Reached };
        }
        catch (ArgumentException fault)
        {
            return new LetterFate(false, true, fault.Message);
        }
    }
}

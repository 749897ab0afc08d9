using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Mail;

/// <summary>MAIL-04: every IPv6 address of every mail server answers at port 25.</summary>
public sealed class AllMailServerAddressesAnswer : ICheck
{
    /// <inheritdoc/>
    public string Id => "MAIL-04";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Mail;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "mail-mx-v6-all-answer", "mail-mx-v6-none-answers", "mail-mx-v6-dead", "mail-mx-dead-both", "mail-mx-deferred-both", "mail-mx-v6-open",
        "mail-mx-v6-no-ipv6", "mail-mx-v6-not-applicable",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (MailView.Of(scan, context) is not { } view)
        {
            return [];
        }

        if (view.NotOffered)
        {
            return [this.Says("mail-mx-v6-not-applicable", view.Domain)];
        }

        if (view.Open is { } open)
        {
            return [this.Says("mail-mx-v6-open", view.Domain, ("server", view.Domain), ("address", "-")).Because(open)];
        }

        MailAddress[] v6 = [.. view.V6];
        if (v6.Length == 0)
        {
            return [this.Says("mail-mx-v6-no-ipv6", view.Domain)];
        }

        if (v6.All(a => a.IsFault) && v6.Any(view.IsAlone))
        {
            return [this.Says("mail-mx-v6-none-answers", view.Domain, ("count", Count(v6))).Because(v6[0].Cause).Over(Family.V6, 25)];
        }

        Finding[] findings = [.. v6.Where(a => !a.Greets).Select(a => Of(view, a))];
        return findings.Length > 0 ? findings : [this.Says("mail-mx-v6-all-answer", view.Domain, ("count", Count(v6)))];
    }

    private Finding Of(MailView view, MailAddress at)
    {
        MailAddress[] other = [.. view.OtherFamily(at)];
        string tag = at.How switch
        {
            Spoken.Deferred when other.Any(a => a.How == Spoken.Deferred) && !other.Any(a => a.Greets) => "mail-mx-deferred-both",
            Spoken.Deferred or Spoken.Open => "mail-mx-v6-open",
            // The same server does not answer over IPv4 either: the server's fault, not IPv6's.
            _ when other.Length > 0 && other.All(a => a.IsFault) => "mail-mx-dead-both",
            // What IPv4 does is not known: the fault cannot be laid on IPv6.
            _ when other.Length > 0 && !other.Any(a => a.Greets) => "mail-mx-v6-open",
            _ => "mail-mx-v6-dead",
        };
        Failure? cause = tag == "mail-mx-v6-open" && at.IsFault ? other.First(a => !a.IsFault).Cause : at.Cause;
        return this.Says(tag, view.Domain, ("server", at.Host.Name), ("address", at.Address.ToString())).Because(cause).Over(Family.V6, 25);
    }

    private static string Count(MailAddress[] addresses) => addresses.Length.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Mail;

/// <summary>MAIL-02: at least one mail server of the domain has global IPv6 and greets over it, soon.</summary>
public sealed class SomeMailServerGreetsOverIpv6 : ICheck
{
    /// <inheritdoc/>
    public string Id => "MAIL-02";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Mail;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "mail-v6-greets", "mail-v6-missing", "mail-v6-no-greeting", "mail-v6-rejected", "mail-v6-none-global", "mail-v6-aaaa-failed",
        "mail-v6-slow", "mail-slow-both", "mail-v6-deferred", "mail-dead-both", "mail-v6-open", "mail-v6-not-applicable",
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
            return [this.Says("mail-v6-not-applicable", view.Domain)];
        }

        if (view.Open is { } open)
        {
            return [this.Says("mail-v6-open", view.Domain, ("server", view.Domain), ("address", "-")).Because(open)];
        }

        return view.V6.Any(a => a.Greets) ? Greeted(view) : [view.V6.Any() ? Silent(view) : Without(view)];
    }

    private IEnumerable<Finding> Greeted(MailView view)
    {
        MailAddress first = view.V6.First(a => a.Greets);
        yield return Say("mail-v6-greets", view, first);
        foreach (MailAddress slow in view.V6.Where(a => a.IsSlow))
        {
            // The same over IPv4 is the server's way, not IPv6's.
            string tag = view.OtherFamily(slow).Any(a => a.IsSlow) ? "mail-slow-both" : "mail-v6-slow";
            yield return this.Says(
                tag, view.Domain, ("server", slow.Host.Name), ("address", slow.Address.ToString()),
                ("seconds", Math.Round(slow.Session!.GreetingMs!.Value / 1000).ToString(CultureInfo.InvariantCulture))).Over(Family.V6, 25);
        }
    }

    // IPv6 is published, and no server greets over it.
    private Finding Silent(MailView view)
    {
        if (view.V6.FirstOrDefault(a => a.How == Spoken.Deferred) is { } deferred)
        {
            return Say("mail-v6-deferred", view, deferred);
        }

        if (view.V6.FirstOrDefault(a => a.How == Spoken.Open) is { } open)
        {
            return Say("mail-v6-open", view, open);
        }

        if (view.Hosts.FirstOrDefault(h => !h.Aaaa.Answered && !MailView.AaaaFails(h)) is { } doubtful)
        {
            return this.Says("mail-v6-open", view.Domain, ("server", doubtful.Name), ("address", "-")).Because(doubtful.Aaaa.Failure);
        }

        MailAddress[] alone = [.. view.V6.Where(view.IsAlone)];
        return alone.Length == 0
            ? Say("mail-dead-both", view, view.V6.First())
            : Say(alone.Any(a => a.How == Spoken.Rejected) ? "mail-v6-rejected" : "mail-v6-no-greeting", view, alone.FirstOrDefault(a => a.How == Spoken.Rejected) ?? alone[0]);
    }

    // No IPv6 address that counts.
    private Finding Without(MailView view)
    {
        bool ipv4 = view.V4.Any();
        if (view.NotGlobal.Count > 0)
        {
            (MxHost host, System.Net.IPAddress address) = view.NotGlobal[0];
            Finding finding = this.Says(
                ipv4 ? "mail-v6-none-global" : "mail-dead-both", view.Domain, ("server", host.Name), ("address", address.ToString()));
            return finding.Because(Failure.AddressForbidden);
        }

        if (view.Hosts.FirstOrDefault(MailView.AaaaFails) is { } failing)
        {
            return this.Says("mail-v6-aaaa-failed", view.Domain, ("server", failing.Name)).Because(failing.Aaaa.Failure);
        }

        if (view.Hosts.FirstOrDefault(h => !h.Aaaa.Answered) is { } doubtful)
        {
            return this.Says("mail-v6-open", view.Domain, ("server", doubtful.Name), ("address", "-")).Because(doubtful.Aaaa.Failure);
        }

        return ipv4
            ? this.Says("mail-v6-missing", view.Domain, ("servers", string.Join(", ", view.Hosts.Select(h => h.Name))))
            : this.Says("mail-dead-both", view.Domain, ("server", view.Hosts[0].Name), ("address", "-"))
                .Because(view.Hosts.Select(h => h.A.Failure).FirstOrDefault(f => f is not null) ?? Failure.DnsNoData);
    }

    private Finding Say(string tag, MailView view, MailAddress at) =>
        this.Says(tag, view.Domain, ("server", at.Host.Name), ("address", at.Address.ToString())).Because(at.Cause).Over(Family.V6, 25);
}

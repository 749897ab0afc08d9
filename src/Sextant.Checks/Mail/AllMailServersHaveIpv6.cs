using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Checks.Mail;

/// <summary>MAIL-03: every mail server of the domain has a global IPv6 address.</summary>
public sealed class AllMailServersHaveIpv6 : ICheck
{
    /// <inheritdoc/>
    public string Id => "MAIL-03";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Mail;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "mail-mx-aaaa-all", "mail-mx-aaaa-missing", "mail-mx-aaaa-none", "mail-mx-aaaa-failed", "mail-mx-not-global", "mail-mx-alias",
        "mail-mx-no-address", "mail-mx-aaaa-open", "mail-mx-aaaa-not-applicable",
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
            return [this.Says("mail-mx-aaaa-not-applicable", view.Domain)];
        }

        if (view.Open is { } open)
        {
            return [this.Says("mail-mx-aaaa-open", view.Domain, ("server", view.Domain)).Because(open)];
        }

        bool some = view.V6.Any();
        List<Finding> findings = [.. view.Hosts.SelectMany(h => Of(view, h, some))];
        if (!some && view.Hosts.All(h => h.Aaaa.Answered) && view.Hosts.Any(h => h.A.HasData))
        {
            findings.Insert(0, this.Says("mail-mx-aaaa-none", view.Domain));
        }

        // Rule 4: nothing is concluded about a whole of which a part was not looked at.
        findings.AddRange(view.LeftOut.Take(1).Select(name => this.Says("mail-mx-aaaa-open", view.Domain, ("server", name)).Because(Failure.WorkLimit)));
        return findings.Exists(f => f.Tag is not ("mail-mx-alias" or "mail-mx-no-address"))
            ? findings
            : [.. some ? new[] { this.Says("mail-mx-aaaa-all", view.Domain) } : [], .. findings];
    }

    private IEnumerable<Finding> Of(MailView view, MxHost host, bool some)
    {
        if (host.A.Aliases.Count > 0 || host.Aaaa.Aliases.Count > 0)
        {
            // RFC 5321 section 5.1, RFC 2181 section 10.3: an MX names a host, never an alias. It is so over both families.
            yield return this.Says("mail-mx-alias", view.Domain, ("server", host.Name), ("alias", host.A.Aliases.Concat(host.Aaaa.Aliases).First()));
        }

        foreach ((_, IPAddress address) in view.NotGlobal.Where(n => ReferenceEquals(n.Host, host)))
        {
            yield return this.Says(
                "mail-mx-not-global", view.Domain, ("server", host.Name), ("address", address.ToString()), ("scope", FailureWords.Kebab(AddressKind.Classify(address).ToString())));
        }

        if (host.Aaaa.Addresses.Count > 0)
        {
            yield break;
        }

        if (MailView.AaaaFails(host))
        {
            yield return this.Says("mail-mx-aaaa-failed", view.Domain, ("server", host.Name)).Because(host.Aaaa.Failure);
        }
        else if (!host.Aaaa.Answered)
        {
            yield return this.Says("mail-mx-aaaa-open", view.Domain, ("server", host.Name)).Because(host.Aaaa.Failure);
        }
        else if (host.A.HasData && some)
        {
            yield return this.Says("mail-mx-aaaa-missing", view.Domain, ("server", host.Name));
        }
        else if (host.A is { Answered: true, HasData: false })
        {
            yield return this.Says("mail-mx-no-address", view.Domain, ("server", host.Name)).Because(host.A.Failure);
        }
        else if (!host.A.Answered)
        {
            yield return this.Says("mail-mx-aaaa-open", view.Domain, ("server", host.Name)).Because(host.A.Failure);
        }
    }
}

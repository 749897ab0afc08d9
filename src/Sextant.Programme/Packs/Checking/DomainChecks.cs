using Sextant.Wire.Names;

namespace Sextant.Programme.Packs.Checking;

/// <summary>What <c>domains.json</c> must hold to.</summary>
internal static class DomainChecks
{
    private const string File = "domains.json";

    internal static void Run(Pack pack, PackCheck check)
    {
        var owners = new TimedOwners();
        check.Each(pack.Domains, File, "domains", (domain, at) =>
        {
            check.Known(File, $"{at}.organisation", domain.Organisation, check.Organisations.Keys, "organisations.json");
            check.OneOf(File, $"{at}.confidence", domain.Confidence, ClosedWords.Confidences);
            check.Source(File, at, domain.Source);
            check.Span(File, at, domain.From, domain.Until);
            if (domain.Kinds.Count == 0 || domain.Kinds.Distinct(StringComparer.Ordinal).Count() != domain.Kinds.Count)
            {
                check.Add(File, $"{at}.kinds", "no-kinds");
            }

            foreach (string kind in domain.Kinds)
            {
                check.OneOf(File, $"{at}.kinds", kind, ClosedWords.TargetKinds);
            }

            if (check.Organisations.TryGetValue(domain.Organisation, out PackOrganisation? organisation))
            {
                OrganisationChecks.Within(organisation, (domain.From, domain.Until), File, at, check);
            }

            Name(domain, at, organisation);
        });

        void Name(PackDomain domain, string at, PackOrganisation? organisation)
        {
            if (domain.Domain.Length == 0)
            {
                return;
            }

            if (!HostName.TryParse(domain.Domain, out HostName? name, out string? fault))
            {
                check.Add(File, $"{at}.domain", "no-host", PackFaults.Quote(domain.Domain), new PackPhrase($"name-fault.{fault}", []));
                return;
            }

            foreach (string kind in domain.Kinds)
            {
                string key = $"{kind}:{name.Ascii}";
                if (owners.Clash(key, domain.Organisation, domain.From ?? organisation?.From, domain.Until ?? organisation?.Until) is { } other)
                {
                    check.Add(File, at, "domain-taken", PackFaults.Quote(key), PackFaults.Quote(other));
                }
            }
        }
    }
}

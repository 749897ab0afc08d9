using Sextant.Programme.Organisations;

namespace Sextant.Programme.Kpis.Governance;

/// <summary>G-05: units with an address block and a number of their own: as declared, and as the register and the table of systems know it.</summary>
internal sealed class UnitsHoldOwnAddresses : IKpi
{
    public string Id => "G-05";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        HashSet<long> seen = [.. inputs.Networks.Where(network => network.Ipv6Ranges > 0).Select(network => network.Number)];
        IReadOnlyList<string> kinds = inputs.Scope?.ScopeKinds ?? [];
        var count = new MeasuredCount(inputs, Id, "register");
        foreach (OrganisationLine unit in inputs.Organisations.Where(unit => kinds.Contains(unit.Kind)))
        {
            // A unit without a number in the register may well have one.
            count.Add(inputs.Holdings.TryGetValue(unit.Slug, out IReadOnlyList<long>? numbers) ? numbers.Any(seen.Contains) ? Counted.Yes : Counted.No : Counted.Unknown, unit.Slug);
        }

        return [.. DeclaredFigures.Newest(inputs, Id, "units"), count.Figure() with { Origin = FigureOrigin.Counted, Source = "asn" }];
    }
}

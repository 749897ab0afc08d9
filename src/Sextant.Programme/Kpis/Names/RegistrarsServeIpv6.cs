using Sextant.Programme.Kpis.Services;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;

namespace Sextant.Programme.Kpis.Names;

/// <summary>D-05: registrars whose sites are served, and whose zones resolve, over IPv6.</summary>
internal sealed class RegistrarsServeIpv6 : IKpi
{
    public string Id => "D-05";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        OrganisationLine[] registrars = [.. inputs.Organisations.Where(unit => unit.Kind == "registrar")];
        if (registrars.Length == 0)
        {
            return [Awaiting.Figure(inputs, Id, "%", KpiInput.Registrars) with { Origin = FigureOrigin.Measured }];
        }

        var count = new MeasuredCount(inputs, Id, "site-and-zone", 2);
        ILookup<string, TargetLine> targets = inputs.Targets.Where(target => target.Kind is "site" or "zone").ToLookup(target => target.Organisation, StringComparer.Ordinal);
        foreach (OrganisationLine registrar in registrars)
        {
            (MeasuredState? State, string Criterion)[] needs = [.. targets[registrar.Slug].Select(target => (inputs.Countable(target.Key), target.Kind == "site" ? "WEB-03" : "DNS-05"))];
            Counted[] each = [.. needs.Select(need => need.State is null ? Counted.Unknown : TargetCounts.Of(need.State, need.Criterion)).Where(one => one != Counted.NotApplicable)];

            // It needs both: of one that has no zone in the register its sites alone tell nothing good.
            bool whole = targets[registrar.Slug].DistinctBy(target => target.Kind).Count() == 2;
            count.Add(
                each.Contains(Counted.No) ? Counted.No : !whole || each.Length == 0 || each.Contains(Counted.Unknown) ? Counted.Unknown : Counted.Yes, registrar.Slug, [.. needs.Select(need => need.State)]);
        }

        return [count.Figure()];
    }
}

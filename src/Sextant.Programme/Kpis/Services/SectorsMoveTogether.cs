using Sextant.Checks.Judging;

namespace Sextant.Programme.Kpis.Services;

/// <summary>C-10: AAAA rate, working rate and broken rate of the sites of each sector.</summary>
internal sealed class SectorsMoveTogether : IKpi
{
    private static readonly (string Id, TargetClass[] Classes, string[]? Deciding)[] Rates =
    [
        ("C-01", [TargetClass.Ready, TargetClass.Partial, TargetClass.Broken], [SitesPublishAaaa.Addresses]),
        ("C-02", [TargetClass.Ready, TargetClass.Partial], null),
        ("C-03", [TargetClass.Broken], []),
    ];

    public string Id => "C-10";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        Dictionary<string, string> sectors = inputs.Organisations.ToDictionary(unit => unit.Slug, unit => unit.Sector, StringComparer.Ordinal);
        string[] known = [.. inputs.Targets.Where(target => target.Kind == "site").Select(target => sectors.GetValueOrDefault(target.Organisation)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return known.Length == 0
            ? [TargetCounts.ByClass(inputs, Id, "site", TargetClass.Ready)]
            :
            [
                .. known.SelectMany(sector => Rates.Select(rate => TargetCounts.Count(
                    inputs, Id, $"{sector}:{rate.Id}", target => target.Kind == "site" && sectors.GetValueOrDefault(target.Organisation) == sector,
                    state => rate.Classes.Contains(state.Class) ? Counted.Yes : Counted.No) with
                    {
                        Deciding = rate.Deciding, LessIsBetter = rate.Deciding is [], Group = inputs.Sectors.GetValueOrDefault(sector),
                    })),
            ];
    }
}

using Sextant.Programme.Organisations;

namespace Sextant.Programme.Kpis.Governance;

/// <summary>
/// G-01: units that have issued their conversion plan. What somebody published stands by itself; beside it what is counted from the plans that are
/// kept here, each with number, date and file.
/// </summary>
internal sealed class UnitsHaveIssuedPlans : IKpi
{
    internal const string KeptHere = "issued-plans";

    public string Id => "G-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => [.. DeclaredFigures.Newest(inputs, Id, "%"), Kept(inputs)];

    private static Figure Kept(KpiInputs inputs)
    {
        IReadOnlyList<string> kinds = inputs.Scope?.ScopeKinds ?? [];
        OrganisationLine[] units = [.. inputs.Organisations.Where(unit => kinds.Contains(unit.Kind))];
        HashSet<string> exempt = [.. units.Where(unit => inputs.Exemptions.Unit(unit.Slug, "ORG-01")).Select(unit => unit.Slug)];
        int all = Math.Max(units.Length, inputs.Options.UnitsInScope ?? 0) - exempt.Count;
        int issued = units.Count(unit => !exempt.Contains(unit.Slug) && inputs.IssuedPlans.ContainsKey(unit.Slug));

        // No plan at all is kept here: nobody has begun to write them down, which is not nought.
        bool none = inputs.IssuedPlans.Count == 0;
        return new Figure
        {
            Indicator = "G-01",
            Definition = KeptHere,
            Origin = FigureOrigin.Counted,
            Unit = "%",
            Value = none || all == 0 ? null : 100m * issued / all,
            Missing = none ? NoData.NotRecorded : all == 0 ? NoData.ZeroDenominator : null,
            Numerator = none ? null : issued,
            Denominator = none ? null : all,

            // Units in scope that the register does not know stand in the list without a name: it gives the figure all the same.
            Members = none ? [] :
            [
                .. units.Select(unit => new FigureMember(unit.Slug, Of(unit.Slug))),
                .. Enumerable.Range(1, Math.Max(0, all + exempt.Count - units.Length)).Select(i => new FigureMember(FigureMember.Nameless(i), Kpis.Counted.No)),
            ],
            Exempted = none ? 0 : exempt.Count,
            Target = inputs.TargetOn("G-01", inputs.Date),
            TargetNow = inputs.TargetOn("G-01", inputs.Date),
            Source = "counted",
            Date = none ? null : inputs.Date,
            Method = "G-01/3",
            Decimals = 0,
            Headline = !none && all > 0,
        };

        Counted Of(string unit) => exempt.Contains(unit) ? Counted.Exempt : inputs.IssuedPlans.ContainsKey(unit) ? Counted.Yes : Counted.No;
    }
}

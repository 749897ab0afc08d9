using Sextant.Programme.Cases;

namespace Sextant.Programme.Kpis.Governance;

/// <summary>G-12: units that declare an IPv6-only pilot (ORG-09).</summary>
internal sealed class UnitsPilotIpv6Only : IKpi
{
    private const string Pilot = "ORG-09";

    public string Id => "G-12";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        DeclarationView[] said = [.. inputs.Declarations.Where(one => one.Criterion == Pilot)];
        int pilots = said.Count(one => one.Verdict == "pass");
        return said.Length == 0
            ? Awaiting.Figures(inputs, Id, "units", KpiInput.Declarations)
            :
            [
                .. inputs.Facts.Any(fact => fact.Indicator == Id) ? DeclaredFigures.Newest(inputs, Id, "units") : [],
                new Figure
                {
                    Indicator = Id, Definition = "declared-by-units", Origin = FigureOrigin.Counted, Unit = "units", Value = pilots, Numerator = pilots, Source = "counted", Date = inputs.Date,
                    Method = $"{Id}/1", Decimals = 0, Headline = true, TargetNow = inputs.TargetOn(Id, inputs.Date),
                    Members = [.. said.Select(one => new FigureMember(one.Organisation, one.Verdict == "pass" ? Counted.Yes : Counted.No))],
                },
            ];
    }
}

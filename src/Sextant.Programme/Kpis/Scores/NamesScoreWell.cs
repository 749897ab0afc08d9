namespace Sextant.Programme.Kpis.Scores;

/// <summary>X-04: mean over names of the points for DNS, mail, web and DNSSEC, each 0 or 1, divided by 4.</summary>
internal sealed class NamesScoreWell : IKpi
{
    public string Id => "X-04";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Dnssec);
}

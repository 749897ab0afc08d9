namespace Sextant.Programme.Kpis.Work;

/// <summary>G-09: points that units give themselves by the criteria set of 28 August 2019.</summary>
internal sealed class UnitsAssessThemselves : IKpi
{
    public string Id => "G-09";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.SelfScores);
}

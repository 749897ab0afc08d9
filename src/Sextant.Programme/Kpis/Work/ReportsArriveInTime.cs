namespace Sextant.Programme.Kpis.Work;

/// <summary>G-08: reports that units and operators owe for a period and that arrived by their day.</summary>
internal sealed class ReportsArriveInTime : IKpi
{
    public string Id => "G-08";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Returns);
}

using Sextant.Programme.Returns;

namespace Sextant.Programme.Kpis.Work;

/// <summary>G-08: returns of the newest period whose last day has passed, and those of them that arrived by it.</summary>
internal sealed class ReportsArriveInTime : IKpi
{
    public string Id => "G-08";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => inputs.Returns.Owed.Count == 0
        ? Awaiting.Figures(inputs, Id, "%", KpiInput.Returns)
        : [.. inputs.Facts.Any(fact => fact.Indicator == Id) ? DeclaredFigures.Newest(inputs, Id, "%") : [], InTime(inputs)];

    private Figure InTime(KpiInputs inputs)
    {
        var count = new MeasuredCount(inputs, Id, "returns");
        foreach (OwedReturn owed in inputs.Returns.Owed)
        {
            count.Add(owed.Received <= owed.Due ? Counted.Yes : Counted.No, owed.Organisation);
        }

        return count.Figure() with { Origin = FigureOrigin.Counted, Source = "counted", Method = $"{Id}/2" };
    }
}

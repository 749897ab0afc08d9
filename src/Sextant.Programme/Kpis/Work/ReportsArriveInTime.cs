namespace Sextant.Programme.Kpis.Work;

/// <summary>G-08: returns of the newest period whose last day has passed, and those of them that arrived by it.</summary>
internal sealed class ReportsArriveInTime : IKpi
{
    public string Id => "G-08";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        bool declared = inputs.Facts.Any(fact => fact.Indicator == Id);
        return inputs.Returns.Owed.Count == 0 ? Awaiting.Figures(inputs, Id, "%", KpiInput.Returns)
            : [.. declared ? DeclaredFigures.Newest(inputs, Id, "%") : [], Counted(inputs)];
    }

    private static Figure Counted(KpiInputs inputs)
    {
        int all = inputs.Returns.Owed.Count;
        int inTime = inputs.Returns.Owed.Count(owed => owed.Received <= owed.Due);
        return new Figure
        {
            Indicator = "G-08",
            Definition = "returns",
            Origin = FigureOrigin.Counted,
            Unit = "%",
            Value = 100m * inTime / all,
            Numerator = inTime,
            Denominator = all,
            Members = [.. inputs.Returns.Owed.Select(owed => new FigureMember(owed.Organisation, owed.Received <= owed.Due ? Kpis.Counted.Yes : Kpis.Counted.No))],
            Target = inputs.TargetOn("G-08", inputs.Date),
            TargetNow = inputs.TargetOn("G-08", inputs.Date),
            Source = "counted",
            Date = inputs.Date,
            Method = "G-08/2",
            Decimals = 1,
        };
    }
}

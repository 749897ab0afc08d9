namespace Sextant.Programme.Kpis;

/// <summary>Figures of indicators whose input is not there: what was declared all the same, else "no data" with the input's name.</summary>
internal static class Awaiting
{
    /// <summary>What was declared; without that, what is waited for.</summary>
    internal static IReadOnlyList<Figure> Figures(KpiInputs inputs, string indicator, string unit, KpiInput input) =>
        inputs.Facts.Any(fact => fact.Indicator == indicator) ? DeclaredFigures.Newest(inputs, indicator, unit) : [Figure(inputs, indicator, unit, input)];

    /// <summary>No data, and why.</summary>
    internal static Figure Figure(KpiInputs inputs, string indicator, string unit, KpiInput input) => new()
    {
        Indicator = indicator,
        Definition = "as-defined",
        Origin = FigureOrigin.Counted,
        Unit = unit,
        Missing = NoData.NoInput,
        Input = input,
        TargetNow = inputs.TargetOn(indicator, inputs.Date),
        Source = string.Empty,
        Method = $"{indicator}/1",
        Decimals = 0,
    };
}

namespace Sextant.Programme.Kpis;

/// <summary>Counts from the programme's own books of training and communication.</summary>
internal static class BookCounts
{
    /// <summary>What was declared, where anything was, and beside it what is counted; without the book, what is waited for.</summary>
    internal static IReadOnlyList<Figure> Beside(KpiInputs inputs, string indicator, string unit, KpiInput input, IReadOnlyList<Figure>? counted)
    {
        bool declared = inputs.Facts.Any(fact => fact.Indicator == indicator);
        return (declared, counted) switch
        {
            (_, null) => Awaiting.Figures(inputs, indicator, unit, input),
            (true, _) => [.. DeclaredFigures.Newest(inputs, indicator, unit), .. counted],
            _ => counted,
        };
    }

    /// <summary>One count of the day.</summary>
    /// <param name="part">Whether it is a part of another, which alone stands for the indicator.</param>
    internal static Figure Of(KpiInputs inputs, string indicator, string definition, string unit, decimal value, bool part = false) => new()
    {
        Indicator = indicator, Definition = definition, Origin = FigureOrigin.Counted, Unit = unit, Value = value, Numerator = value, Source = "counted", Date = inputs.Date, Method = $"{indicator}/2",
        Decimals = 0, Headline = !part, Target = part ? null : inputs.TargetOn(indicator, inputs.Date), TargetNow = part ? null : inputs.TargetOn(indicator, inputs.Date),
    };
}

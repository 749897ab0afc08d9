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

    /// <summary>One count of the day, which stands for the indicator.</summary>
    internal static Figure Of(KpiInputs inputs, string indicator, string definition, string unit, decimal value) => Part(inputs, indicator, definition, unit, value) with
    {
        Headline = true, Target = inputs.TargetOn(indicator, inputs.Date), TargetNow = inputs.TargetOn(indicator, inputs.Date),
    };

    /// <summary>A part of a count, or what stands beside it.</summary>
    internal static Figure Part(KpiInputs inputs, string indicator, string definition, string unit, decimal value) => new()
    {
        Indicator = indicator, Definition = definition, Origin = FigureOrigin.Counted, Unit = unit, Value = value, Numerator = value, Source = "counted", Date = inputs.Date, Method = $"{indicator}/2", Decimals = 0,
    };
}

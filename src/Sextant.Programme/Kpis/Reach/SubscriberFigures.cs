namespace Sextant.Programme.Kpis.Reach;

/// <summary>Makes figures of declared subscribers.</summary>
internal static class SubscriberFigures
{
    /// <summary>What one source gives for both together.</summary>
    private const string Together = "U-09+U-10";

    internal static IReadOnlyList<Figure> Of(KpiInputs inputs, string indicator)
    {
        List<Figure> figures = [.. Awaiting.Figures(inputs, indicator, "%", KpiInput.Returns)];
        if (inputs.Facts.Any(fact => fact.Indicator == Together))
        {
            figures.AddRange(DeclaredFigures.Newest(inputs, Together, "subscribers", "fixed-and-mobile").Select(figure => figure with { Indicator = indicator, Method = $"{indicator}/1" }));
        }

        return figures;
    }
}

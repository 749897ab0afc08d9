using Sextant.Programme.Figures;

namespace Sextant.Programme.Kpis.Routing;

/// <summary>Makes figures of the table of autonomous systems.</summary>
internal static class NetworkTable
{
    private const string Source = "asn";

    /// <summary>The systems, as seen by the day; none before the day of the table, of which it says nothing.</summary>
    internal static IReadOnlyList<AsnView> Seen(KpiInputs inputs) => Day(inputs) is { } day && day > inputs.Date ? [] : inputs.Networks;

    /// <summary>A figure whose day is that of the table.</summary>
    internal static Figure Of(KpiInputs inputs, string indicator, string definition, string unit, decimal value) => new()
    {
        Indicator = indicator, Definition = definition, Origin = FigureOrigin.Outside, Unit = unit, Value = value, Source = Source, Date = Day(inputs), Method = $"{indicator}/1", Decimals = 0, Headline = true, ToConfirm = true,
    };

    private static DateOnly? Day(KpiInputs inputs) => inputs.Sources.GetValueOrDefault(Source)?.Date;
}

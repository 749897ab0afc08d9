namespace Sextant.Programme.Kpis.Routing;

/// <summary>Makes figures of the table of autonomous systems.</summary>
internal static class NetworkTable
{
    /// <summary>A figure whose day is that of the table: the source says it.</summary>
    internal static Figure Of(string indicator, string definition, string unit, decimal value) => new()
    {
        Indicator = indicator, Definition = definition, Origin = FigureOrigin.Outside, Unit = unit, Value = value, Source = "asn", Method = $"{indicator}/1", Decimals = 0, Headline = true, ToConfirm = true,
    };
}

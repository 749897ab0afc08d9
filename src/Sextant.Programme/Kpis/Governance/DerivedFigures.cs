namespace Sextant.Programme.Kpis.Governance;

/// <summary>Figures that follow from a declared figure and the target of its day, always from unrounded values.</summary>
internal static class DerivedFigures
{
    internal static Figure Of(Figure declared, string indicator, string unit, int decimals, Func<decimal, decimal, decimal> rule)
    {
        decimal? target = declared.Target?.Least;
        NoData? missing = declared.Missing ?? (target is null ? NoData.NoTarget : target == 0 ? NoData.ZeroTarget : null);
        return declared with
        {
            Indicator = indicator,
            Definition = declared.Indicator,
            Origin = FigureOrigin.Derived,
            Unit = unit,
            Value = missing is null ? rule(declared.Value!.Value, target!.Value) : null,
            Missing = missing,
            Numerator = declared.Value,
            Denominator = target,
            Method = $"{indicator}/1",
            Decimals = decimals,
            Headline = missing is null,
            Rank = null,
        };
    }
}

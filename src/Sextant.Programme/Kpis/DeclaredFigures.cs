using Sextant.Programme.Figures;
using Sextant.Programme.Plans;

namespace Sextant.Programme.Kpis;

/// <summary>Makes figures of what was declared.</summary>
internal static class DeclaredFigures
{
    /// <summary>The newest facts of an indicator, one figure for each source that gives one for that day.</summary>
    internal static IReadOnlyList<Figure> Newest(KpiInputs inputs, string indicator, string unit, string definition = "as-stated")
    {
        FactView[] facts = [.. inputs.Facts.Where(fact => fact.Indicator == indicator)];
        return facts.Length == 0
            ? [None(inputs, indicator, unit, definition)]
            : [.. facts.Where(fact => fact.Date == facts[0].Date).Select(fact => Of(inputs, fact, unit, definition))];
    }

    /// <summary>
    /// A fact as a figure: where both counts are known the value is theirs, unrounded, because what follows from a figure must not follow
    /// from its rounding (66/85 against 50 % is 55 %, the printed 78 % would give 56).
    /// </summary>
    internal static Figure Of(KpiInputs inputs, FactView fact, string unit, string definition)
    {
        bool divided = unit == "%" && fact is { Numerator: not null, Denominator: not null };
        bool divisible = divided && fact.Denominator > 0;
        decimal? value = divided ? divisible ? 100m * fact.Numerator / fact.Denominator : null : fact.Value ?? (unit == "%" ? null : fact.Numerator);
        return new Figure
        {
            Indicator = fact.Indicator,
            Definition = definition,
            Origin = FigureOrigin.Declared,
            Unit = unit,
            Value = value,
            Missing = value is not null ? null : divided ? NoData.ZeroDenominator : NoData.NotDeclared,
            Numerator = fact.Numerator,
            Denominator = fact.Denominator,
            Target = inputs.TargetOn(fact.Indicator, fact.Date) ?? OwnTarget(fact, unit),
            TargetNow = inputs.TargetOn(fact.Indicator, inputs.Date),
            Source = fact.Source ?? string.Empty,
            Date = fact.Date,
            Method = $"{fact.Indicator}/1",
            Decimals = 0,
            Headline = value is not null,
            AtLeast = fact.AtLeast,
            Counts = fact.Counts,
            Stated = fact.Stated,
            ToConfirm = fact.Source is { } source && inputs.Sources.TryGetValue(source, out SourceView? view) && view.ToConfirm,
            Rank = fact.RankWorld is null && fact.RankRegion is null ? null : (fact.RankWorld, fact.RankRegion, fact.RankSource),
        };
    }

    internal static Figure None(KpiInputs inputs, string indicator, string unit, string definition) => new()
    {
        Indicator = indicator,
        Definition = definition,
        Origin = FigureOrigin.Declared,
        Unit = unit,
        Missing = NoData.NotDeclared,
        TargetNow = inputs.TargetOn(indicator, inputs.Date),
        Source = string.Empty,
        Method = $"{indicator}/1",
        Decimals = 0,
    };

    /// <summary>The target that the source itself compares with, where the register has none for the day.</summary>
    private static TargetValueView? OwnTarget(FactView fact, string unit) => fact.Target is not { } target
        ? null
        : new TargetValueView(string.Empty, fact.Indicator, null, fact.Date, fact.Date, target, null, null, unit, null, fact.Source, null);
}

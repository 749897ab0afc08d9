using Sextant.Programme.Returns;

namespace Sextant.Programme.Kpis.Reach;

/// <summary>Makes figures of what operators return of subscribers, beside what was published.</summary>
internal static class SubscriberFigures
{
    /// <summary>What one source gives for both together.</summary>
    private const string Together = "U-09+U-10";

    /// <param name="inputs">All inputs.</param>
    /// <param name="indicator">The indicator.</param>
    /// <param name="fields">The field of the operators' form that is the denominator, and the part of it with IPv6.</param>
    internal static IReadOnlyList<Figure> Of(KpiInputs inputs, string indicator, (string All, string Ipv6) fields)
    {
        Figure? counted = Counted(inputs, indicator, fields);
        bool declared = inputs.Facts.Any(fact => fact.Indicator == indicator);
        List<Figure> figures = [.. declared || counted is null ? Awaiting.Figures(inputs, indicator, "%", KpiInput.Returns) : []];
        if (counted is not null)
        {
            figures.Add(counted);
        }

        if (inputs.Facts.Any(fact => fact.Indicator == Together))
        {
            figures.AddRange(DeclaredFigures.Newest(inputs, Together, "subscribers", "fixed-and-mobile").Select(figure => figure with { Indicator = indicator, Method = $"{indicator}/1" }));
        }

        return figures;
    }

    // Each operator once, with its newest signed version; an operator that owes a return and gave none is in neither sum.
    internal static Figure? Counted(KpiInputs inputs, string indicator, (string All, string Ipv6) fields)
    {
        if (inputs.Returns.SumOf(fields.All, fields.Ipv6) is not ({ } all, { } ipv6))
        {
            return null;
        }

        return new Figure
        {
            Indicator = indicator,
            Definition = "returns",
            Origin = FigureOrigin.Counted,
            Unit = "%",
            Value = all == 0 ? null : 100m * ipv6 / all,
            Missing = all == 0 ? NoData.ZeroDenominator : null,
            Numerator = ipv6,
            Denominator = all,
            Target = inputs.TargetOn(indicator, inputs.Date),
            TargetNow = inputs.TargetOn(indicator, inputs.Date),
            Source = "counted",
            Date = Quarter.Read(inputs.Returns.Period)!.Value.LastDay,
            Method = $"{indicator}/2",
            Decimals = 1,
        };
    }
}

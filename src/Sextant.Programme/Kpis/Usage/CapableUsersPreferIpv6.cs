using Sextant.Programme.Sources;

namespace Sextant.Programme.Kpis.Usage;

/// <summary>U-03: how many of those that can use IPv6 do: preferred divided by capable, of one day.</summary>
internal sealed class CapableUsersPreferIpv6 : IKpi
{
    public string Id => "U-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        Figure capable = OutsideFigures.Newest(inputs, Id, OutsideSeries.ApnicCapable);
        Figure preferred = OutsideFigures.Newest(inputs, Id, OutsideSeries.ApnicPreferred);
        if (capable.Value is null || preferred.Value is null || capable.Date != preferred.Date)
        {
            return [Awaiting.Figure(inputs, Id, "ratio", KpiInput.ApnicFiles) with { Origin = FigureOrigin.Outside }];
        }

        bool divisible = capable.Value > 0;
        return
        [
            preferred with
            {
                Definition = "apnic-preferred/apnic-capable", Unit = "ratio", Value = divisible ? preferred.Value / capable.Value : null, Missing = divisible ? null : NoData.ZeroDenominator,
                Numerator = preferred.Value, Denominator = capable.Value, Rank = null, Headline = divisible,
            },
        ];
    }
}

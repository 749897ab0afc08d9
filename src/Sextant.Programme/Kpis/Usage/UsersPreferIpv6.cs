using Sextant.Programme.Sources;

namespace Sextant.Programme.Kpis.Usage;

/// <summary>U-02: the share of samples that use IPv6 where both are offered, as APNIC measures it.</summary>
internal sealed class UsersPreferIpv6 : IKpi
{
    public string Id => "U-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => [OutsideFigures.Newest(inputs, Id, OutsideSeries.ApnicPreferred)];
}

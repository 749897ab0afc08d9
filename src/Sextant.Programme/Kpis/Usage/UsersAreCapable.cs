using Sextant.Programme.Sources;

namespace Sextant.Programme.Kpis.Usage;

/// <summary>U-01: the share of samples that can use IPv6, as APNIC measures it.</summary>
internal sealed class UsersAreCapable : IKpi
{
    public string Id => "U-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => [OutsideFigures.Newest(inputs, Id, OutsideSeries.ApnicCapable)];
}

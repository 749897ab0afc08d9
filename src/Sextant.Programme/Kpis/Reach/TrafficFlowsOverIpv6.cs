namespace Sextant.Programme.Kpis.Reach;

/// <summary>U-12: bytes over IPv6 at the metering point: fixed, mobile, exchange.</summary>
internal sealed class TrafficFlowsOverIpv6 : IKpi
{
    public string Id => "U-12";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Traffic);
}

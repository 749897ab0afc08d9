namespace Sextant.Programme.Kpis.Reach;

/// <summary>U-09: fixed subscribers with active IPv6, as published and as operators return it; what a source gives for fixed and mobile together stands by itself.</summary>
internal sealed class FixedSubscribersHaveIpv6 : IKpi
{
    public string Id => "U-09";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => SubscriberFigures.Of(inputs, Id, ("fixed-subscribers", "fixed-ipv6"));
}

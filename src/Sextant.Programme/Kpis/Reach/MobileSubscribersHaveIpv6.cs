namespace Sextant.Programme.Kpis.Reach;

/// <summary>U-10: mobile subscribers with active IPv6, as published and as operators return it; what a source gives for fixed and mobile together stands by itself.</summary>
internal sealed class MobileSubscribersHaveIpv6 : IKpi
{
    public string Id => "U-10";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => SubscriberFigures.Of(inputs, Id, ("mobile-subscribers", "mobile-ipv6"));
}

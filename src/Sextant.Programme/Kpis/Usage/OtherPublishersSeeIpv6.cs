namespace Sextant.Programme.Kpis.Usage;

/// <summary>U-07: shares of IPv6 that other publishers see; each with its own definition: users (Facebook), requests (Akamai), HTTP requests (Cloudflare).</summary>
internal sealed class OtherPublishersSeeIpv6 : IKpi
{
    public string Id => "U-07";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.OtherPublishers);
}

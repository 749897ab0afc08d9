namespace Sextant.Programme.Kpis.Names;

/// <summary>D-04: queries that come over IPv6; and AAAA queries of A and AAAA together.</summary>
internal sealed class QueriesComeOverIpv6 : IKpi
{
    public string Id => "D-04";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.NationalDns);
}

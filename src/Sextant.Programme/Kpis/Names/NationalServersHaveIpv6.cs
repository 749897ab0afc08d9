namespace Sextant.Programme.Kpis.Names;

/// <summary>D-03: clusters of the national name servers with IPv6, their availability and the mean time of an answer.</summary>
internal sealed class NationalServersHaveIpv6 : IKpi
{
    public string Id => "D-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.NationalDns);
}

namespace Sextant.Programme.Kpis.Scores;

/// <summary>X-01: 25 % T + 75 % of the root of C times U: transit, content (C-08), users (U-01).</summary>
internal sealed class CountryDeploysIpv6 : IKpi
{
    public string Id => "X-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.TransitNetworks);
}

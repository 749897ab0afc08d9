namespace Sextant.Programme.Kpis.Routing;

/// <summary>R-05: members of the national exchange with IPv6, as declared.</summary>
internal sealed class ExchangeMembersHaveIpv6 : IKpi
{
    public string Id => "R-05";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => DeclaredFigures.Newest(inputs, Id, "%");
}

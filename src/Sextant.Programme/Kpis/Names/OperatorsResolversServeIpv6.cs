namespace Sextant.Programme.Kpis.Names;

/// <summary>D-06: resolvers that pass RES-01 to RES-03.</summary>
internal sealed class OperatorsResolversServeIpv6 : IKpi
{
    public string Id => "D-06";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Resolvers);
}

namespace Sextant.Programme.Kpis.Routing;

/// <summary>R-04: IPv6 prefixes whose origin is valid.</summary>
internal sealed class RoutesAreAuthorised : IKpi
{
    public string Id => "R-04";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Routes);
}

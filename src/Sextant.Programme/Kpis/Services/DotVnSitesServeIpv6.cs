namespace Sextant.Programme.Kpis.Services;

/// <summary>C-09: registered sites under .vn that serve their home page over IPv6, beside the published count of all.</summary>
internal sealed class DotVnSitesServeIpv6 : IKpi
{
    public string Id => "C-09";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) =>
    [
        .. DeclaredFigures.Newest(inputs, Id, "sites"),
        TargetCounts.Count(
            inputs, (Id, "registered", "WEB-03"), target => target.Kind == "site" && target.Ascii.EndsWith(".vn", StringComparison.Ordinal), state => TargetCounts.Of(state, "WEB-03")),
    ];
}

namespace Sextant.Programme.Kpis.Content;

/// <summary>C-05: mean ratio of links of the second and third level that work over IPv6 (WEB-08, WEB-09).</summary>
internal sealed class LinksLeadOn : IKpi
{
    public string Id => "C-05";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.PageLinks);
}

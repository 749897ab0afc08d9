namespace Sextant.Programme.Kpis.Awareness;

/// <summary>A-03: downloads of each item and version; people are not tracked.</summary>
internal sealed class KitsAreUsed : IKpi
{
    public string Id => "A-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "downloads", KpiInput.Communication);
}

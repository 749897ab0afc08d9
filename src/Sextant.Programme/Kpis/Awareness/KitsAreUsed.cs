namespace Sextant.Programme.Kpis.Awareness;

/// <summary>A-03: downloads of the kit's files; people are not tracked.</summary>
internal sealed class KitsAreUsed : IKpi
{
    public string Id => "A-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => BookCounts.Beside(inputs, Id, "downloads", KpiInput.Communication, inputs.Communication?.Downloads is { } downloads ? [BookCounts.Of(inputs, Id, "downloads", "downloads", downloads)] : null);
}

namespace Sextant.Programme.Kpis.Awareness;

/// <summary>A-02: items of the press, by tone.</summary>
internal sealed class PressReports : IKpi
{
    public string Id => "A-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => BookCounts.Beside(inputs, Id, "items", KpiInput.Communication, inputs.Communication is not { Press.Count: > 0 } book
        ? null
        :
        [
            BookCounts.Of(inputs, Id, "all", "items", book.Press.Values.Sum()),
            .. book.Press.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => BookCounts.Part(inputs, Id, $"tone-{pair.Key}", "items", pair.Value)),
        ]);
}

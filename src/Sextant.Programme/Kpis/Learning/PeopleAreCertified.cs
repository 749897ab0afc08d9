using Sextant.Programme.Training;

namespace Sextant.Programme.Kpis.Learning;

/// <summary>T-05: persons with a certificate that holds on the day, each once, and by level.</summary>
internal sealed class PeopleAreCertified : IKpi
{
    public string Id => "T-05";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) =>
        BookCounts.Beside(inputs, Id, "persons", KpiInput.Training, inputs.Training is { } book ? Counted(inputs, book) : null);

    private static Figure[] Counted(KpiInputs inputs, TrainingFacts book) =>
    [
        BookCounts.Of(inputs, "T-05", "certified", "persons", book.CertifiedPersons),
        .. book.Certified.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => BookCounts.Part(inputs, "T-05", $"level-{pair.Key}", "persons", pair.Value)),
    ];
}

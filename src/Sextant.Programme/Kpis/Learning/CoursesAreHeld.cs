using Sextant.Programme.Training;

namespace Sextant.Programme.Kpis.Learning;

/// <summary>T-04: sessions of courses that were held, by level and form.</summary>
internal sealed class CoursesAreHeld : IKpi
{
    public string Id => "T-04";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) =>
        BookCounts.Beside(inputs, Id, "courses", KpiInput.Training, inputs.Training is { } book ? Counted(inputs, book) : null);

    private static Figure[] Counted(KpiInputs inputs, TrainingFacts book) =>
    [
        BookCounts.Of(inputs, "T-04", "held", "courses", book.Held.Count),
        .. book.Held.GroupBy(one => one.Mode).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => BookCounts.Part(inputs, "T-04", $"mode-{group.Key}", "courses", group.Count())),
        .. book.Held.GroupBy(one => one.Level).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => BookCounts.Part(inputs, "T-04", $"level-{group.Key}", "courses", group.Count())),
    ];
}

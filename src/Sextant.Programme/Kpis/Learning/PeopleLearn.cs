namespace Sextant.Programme.Kpis.Learning;

/// <summary>T-01: turns of learners over all sessions that were held, and persons, each once.</summary>
internal sealed class PeopleLearn : IKpi
{
    public string Id => "T-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) =>
        BookCounts.Beside(inputs, Id, "learners", KpiInput.Training, inputs.Training is not { } book
            ? null
            : [BookCounts.Of(inputs, Id, "turns", "learners", book.Turns), BookCounts.Part(inputs, Id, "persons", "learners", book.Persons.Count)]);
}

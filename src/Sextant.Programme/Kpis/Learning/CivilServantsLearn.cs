using Sextant.Programme.Training;

namespace Sextant.Programme.Kpis.Learning;

/// <summary>T-02: distinct persons of state bodies who came to a session. Of whose unit the register knows nothing, that is said beside it.</summary>
internal sealed class CivilServantsLearn : IKpi
{
    public string Id => "T-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) =>
        BookCounts.Beside(inputs, Id, "civil servants", KpiInput.Training, inputs.Training is { } book && inputs.Scope is { } scope ? Counted(inputs, book, scope.ScopeKinds) : null);

    private static Figure[] Counted(KpiInputs inputs, TrainingFacts book, IReadOnlyList<string> kinds) =>
    [
        BookCounts.Of(inputs, "T-02", "state-bodies", "civil servants", book.Persons.Count(person => kinds.Any(person.Kinds.Contains))),
        BookCounts.Part(inputs, "T-02", "unit-unknown", "persons", book.Persons.Count(person => !person.UnitKnown)),
    ];
}

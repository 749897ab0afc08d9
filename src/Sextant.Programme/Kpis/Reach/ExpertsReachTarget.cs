namespace Sextant.Programme.Kpis.Reach;

/// <summary>T-03: experts trained, against the target of five years: as declared, and beside it who passed at a level of specialists here.</summary>
internal sealed class ExpertsReachTarget : IKpi
{
    public string Id => "T-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) =>
        inputs.Training is { } book
            ? [.. DeclaredFigures.Newest(inputs, Id, "experts"), BookCounts.Of(inputs, Id, "specialists", "experts", book.Persons.Count(person => person.Specialist))]
            : DeclaredFigures.Newest(inputs, Id, "experts");
}

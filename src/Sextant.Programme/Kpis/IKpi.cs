namespace Sextant.Programme.Kpis;

/// <summary>
/// One indicator's rule of counting. Its class name is true when all is well; its definition in both languages lies beside it.
/// Pure: the same inputs give the same figures.
/// </summary>
public interface IKpi
{
    /// <summary>The indicator's id, as in the pack's catalogue.</summary>
    string Id { get; }

    /// <summary>The figures of a day; at least one, if need be one that says why there is none.</summary>
    IReadOnlyList<Figure> Compute(KpiInputs inputs);
}

namespace Sextant.Programme.Kpis.Learning;

/// <summary>T-04: courses that were held, by level, place, and whether online.</summary>
internal sealed class CoursesAreHeld : IKpi
{
    public string Id => "T-04";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "courses", KpiInput.Training);
}

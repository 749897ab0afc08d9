namespace Sextant.Programme.Kpis.Reach;

/// <summary>T-03: experts trained, as declared, against the target of five years.</summary>
internal sealed class ExpertsReachTarget : IKpi
{
    public string Id => "T-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => DeclaredFigures.Newest(inputs, Id, "experts");
}

namespace Sextant.Programme.Kpis.Governance;

/// <summary>G-01: units that have issued their conversion plan, as declared.</summary>
internal sealed class UnitsHaveIssuedPlans : IKpi
{
    public string Id => "G-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => DeclaredFigures.Newest(inputs, Id, "%");
}

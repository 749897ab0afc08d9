namespace Sextant.Programme.Kpis.Learning;

/// <summary>T-02: distinct persons of state bodies that were trained.</summary>
internal sealed class CivilServantsLearn : IKpi
{
    public string Id => "T-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "civil servants", KpiInput.Training);
}

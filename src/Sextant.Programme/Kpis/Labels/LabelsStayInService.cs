namespace Sextant.Programme.Kpis.Labels;

/// <summary>L-02: share of issued labels that are Service-Out. Less is better.</summary>
internal sealed class LabelsStayInService : IKpi
{
    public string Id => "L-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Labels);
}

namespace Sextant.Programme.Kpis.Labels;

/// <summary>L-01: labels in the state Enabled, by kind.</summary>
internal sealed class LabelsAreActive : IKpi
{
    public string Id => "L-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "labels", KpiInput.Labels);
}

namespace Sextant.Programme.Kpis.Awareness;

/// <summary>A-02: items of the press with tag, outlet and tone.</summary>
internal sealed class PressReports : IKpi
{
    public string Id => "A-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "items", KpiInput.Communication);
}

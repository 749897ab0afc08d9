namespace Sextant.Programme.Kpis.Work;

/// <summary>G-11: items of the units' inventories that are converted: data centre, wide and local networks, applications.</summary>
internal sealed class SystemsAreConverted : IKpi
{
    public string Id => "G-11";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.ConversionPlans);
}

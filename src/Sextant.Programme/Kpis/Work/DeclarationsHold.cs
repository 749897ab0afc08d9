namespace Sextant.Programme.Kpis.Work;

/// <summary>G-10: units that declare a criterion as passed which fails when it is measured. Less is better.</summary>
internal sealed class DeclarationsHold : IKpi
{
    public string Id => "G-10";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Declarations);
}

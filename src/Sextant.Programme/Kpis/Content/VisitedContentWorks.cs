namespace Sextant.Programme.Kpis.Content;

/// <summary>C-08: share of page views that go to sites which work over IPv6; weights are page views, or 1/rank.</summary>
internal sealed class VisitedContentWorks : IKpi
{
    public string Id => "C-08";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Weights);
}

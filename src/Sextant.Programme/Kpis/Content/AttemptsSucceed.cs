namespace Sextant.Programme.Kpis.Content;

/// <summary>C-07: attempts over IPv6 that succeeded.</summary>
internal sealed class AttemptsSucceed : IKpi
{
    public string Id => "C-07";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Attempts);
}

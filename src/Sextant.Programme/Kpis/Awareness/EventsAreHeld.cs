namespace Sextant.Programme.Kpis.Awareness;

/// <summary>A-01: events by type (IPv6 Day on 6 May, Internet Day in December, workshops).</summary>
internal sealed class EventsAreHeld : IKpi
{
    public string Id => "A-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "events", KpiInput.Communication);
}

namespace Sextant.Programme.Kpis.Awareness;

/// <summary>A-01: events by type (IPv6 Day on 6 May, Internet Day in December, workshops), with attendees and sites.</summary>
internal sealed class EventsAreHeld : IKpi
{
    public string Id => "A-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => BookCounts.Beside(inputs, Id, "events", KpiInput.Communication, inputs.Communication is not { Events.Count: > 0 } book
        ? null
        :
        [
            BookCounts.Of(inputs, Id, "held", "events", book.Events.Values.Sum()),
            BookCounts.Part(inputs, Id, "attendees", "persons", book.Attendees),
            BookCounts.Part(inputs, Id, "sites", "sites", book.Sites),
            .. book.Events.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => BookCounts.Part(inputs, Id, $"kind-{pair.Key}", "events", pair.Value)),
        ]);
}

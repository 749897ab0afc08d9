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
            BookCounts.Of(inputs, Id, "attendees", "persons", book.Attendees, part: true),
            BookCounts.Of(inputs, Id, "sites", "sites", book.Sites, part: true),
            .. book.Events.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => BookCounts.Of(inputs, Id, $"kind-{pair.Key}", "events", pair.Value, part: true)),
        ]);
}

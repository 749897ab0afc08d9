using Sextant.Programme.Tables;

namespace Sextant.Programme.Communication;

/// <summary>The kit and events as tables; who registered stands in neither.</summary>
public static class CommunicationTables
{
    private static readonly TableForm KitForm = new(
        "kit-items", [new("kit-title"), new("kit-kind"), new("kit-audience"), new("kit-version"), new("kit-language"), new("kit-day"), new("kit-file"), new("kit-bytes"), new("kit-downloads")]);

    private static readonly TableForm EventForm = new(
        "public-events",
        [
            new("event-title"), new("public-event-kind"), new("event-starts"), new("event-ends"), new("event-place"), new("event-state"), new("event-sites"), new("event-attendees"), new("event-seats"),
            new("event-registered"),
        ]);

    /// <summary>A line for each file; an item without any has a line of its own.</summary>
    public static WrittenTable Of(IReadOnlyList<KitItemView> items, string language)
    {
        TableTexts texts = TableTexts.For(language);
        return new WrittenTable(KitForm, [.. items.SelectMany(item => item.Files.Count == 0 ? [Line(item, null, texts)] : item.Files.Select(file => Line(item, file, texts)))]);
    }

    /// <summary>A line for each event, the latest first.</summary>
    public static WrittenTable Of(IReadOnlyList<PublicEventView> events, string language)
    {
        TableTexts texts = TableTexts.For(language);
        return new WrittenTable(
            EventForm,
            [
                .. events.Select(one => (object?[])[
                    one.Title, texts["word.public-event-" + one.Kind], one.Starts, one.Ends, one.Place, texts["word.event-state-" + one.State], (decimal?)one.Sites, (decimal?)one.Attendees, (decimal?)one.Seats,
                    (decimal)one.Registered]),
            ]);
    }

    private static object?[] Line(KitItemView item, KitFileView? file, TableTexts texts) =>
    [
        item.Title, texts["word.kit-kind-" + item.Kind], item.Audience, file?.Label, file is null ? null : texts["word.kit-language-" + file.Language], file?.Day, file?.File.Name, (decimal?)file?.File.Bytes,
        (decimal)(file?.Downloads ?? item.Downloads),
    ];
}

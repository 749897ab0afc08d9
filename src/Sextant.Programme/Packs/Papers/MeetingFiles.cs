namespace Sextant.Programme.Packs;

/// <summary>What a meeting of <c>programme.json</c> holds.</summary>
internal static class MeetingFiles
{
    internal static PackMeeting Meeting(JsonRow row) => new()
    {
        Id = row.Text("id", 80),
        Date = row.Date("date"),
        Title = row.Text("title"),
        Chair = row.OptionalText("chair"),
        Form = row.OptionalText("form"),
        Place = row.OptionalText("place"),
        Sites = row.OptionalInt("sites"),
        Discussion = row.OptionalText("discussion"),
        DiscussedBy = row.Texts("discussedBy"),
        Document = row.OptionalText("document", 80),
        Participants = row.List("participants", item => new PackAttendance(item.OptionalText("name"), item.OptionalText("role"), item.OptionalText("organisation", 80), item.OptionalText("site"))),
        KnownSites = row.List("knownSites", item => new PackMeetingSite(item.Text("name"), item.OptionalText("organisation", 80), item.OptionalInt("people"))),
        Papers = row.List("papers", item => new PackPaper(item.Text("title"), item.OptionalText("by"), item.OptionalText("document", 80))),
        Directions = row.List("directions", item => new PackDirection(
            item.Text("text"), item.OptionalText("to"), item.OptionalInt("group"), item.Flag("groupInferred"), item.Note())),
        Source = row.Text("source"),
    };
}

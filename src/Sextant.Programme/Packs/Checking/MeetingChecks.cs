namespace Sextant.Programme.Packs.Checking;

/// <summary>What the meetings of <c>programme.json</c> must hold to.</summary>
internal static class MeetingChecks
{
    private const string File = "programme.json";

    internal static void Run(Pack pack, PackCheck check)
    {
        HashSet<int> groups = [.. pack.WorkGroups.Select(group => group.Id)];
        HashSet<string> documents = PackCheck.Ids(pack.Documents.Select(document => document.Id));
        check.Once(pack.Meetings.Select(meeting => meeting.Id), File, "meetings", "id");
        check.Each(pack.Meetings, File, "meetings", (meeting, at) =>
        {
            check.Slug(File, $"{at}.id", meeting.Id);
            check.Source(File, at, meeting.Source);
            check.Known(File, $"{at}.document", meeting.Document, documents, "documents.json");
            foreach (string organisation in meeting.DiscussedBy)
            {
                check.Known(File, $"{at}.discussedBy", organisation, check.Organisations.Keys, "organisations.json");
            }

            check.Each(meeting.Participants, File, $"{at}.participants", (person, place) => check.Known(File, $"{place}.organisation", person.Organisation, check.Organisations.Keys, "organisations.json"));
            check.Each(meeting.KnownSites, File, $"{at}.knownSites", (site, place) => check.Known(File, $"{place}.organisation", site.Organisation, check.Organisations.Keys, "organisations.json"));
            check.Each(meeting.Papers, File, $"{at}.papers", (paper, place) => check.Known(File, $"{place}.document", paper.Document, documents, "documents.json"));
            check.Each(meeting.Directions, File, $"{at}.directions", (direction, place) =>
            {
                if (direction.Group is { } group && !groups.Contains(group))
                {
                    check.Add(File, $"{place}.group", "no-group");
                }
            });
        });
    }
}

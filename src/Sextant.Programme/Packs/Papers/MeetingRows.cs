using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>The register's rows of a pack's meetings.</summary>
internal static class MeetingRows
{
    internal static IEnumerable<RegisterMeeting> Meetings(Pack pack) => pack.Meetings.Select(item => new RegisterMeeting
    {
        Key = item.Id, Date = item.Date, Title = item.Title, Chair = item.Chair, Form = item.Form, Place = item.Place, Sites = item.Sites, Discussion = item.Discussion,
        DiscussedBy = string.Join(' ', item.DiscussedBy), Document = item.Document, ValidFrom = item.Date, Source = item.Source,
    });

    internal static IEnumerable<RegisterDirection> Directions(Pack pack) => Parts(pack, meeting => meeting.Directions, (meeting, item, at) => new RegisterDirection
    {
        Key = MeetingKeys.Direction(meeting.Id, at), Meeting = meeting.Id, Position = at, Text = item.Text, Addressee = item.To,
        WorkGroup = item.Group, WorkGroupInferred = item.GroupInferred, Note = item.Note,
    });

    internal static IEnumerable<RegisterAttendance> Attendances(Pack pack) => Parts(pack, meeting => meeting.Participants, (meeting, item, at) => new RegisterAttendance
    {
        Key = MeetingKeys.Attendance(meeting.Id, at), Meeting = meeting.Id, Position = at, Name = item.Name, Role = item.Role, Organisation = item.Organisation, Site = item.Site,
    });

    internal static IEnumerable<RegisterMeetingSite> Sites(Pack pack) => Parts(pack, meeting => meeting.KnownSites, (meeting, item, at) => new RegisterMeetingSite
    {
        Key = MeetingKeys.Site(meeting.Id, at), Meeting = meeting.Id, Position = at, Name = item.Name, Organisation = item.Organisation, People = item.People,
    });

    internal static IEnumerable<RegisterPaper> Papers(Pack pack) => Parts(pack, meeting => meeting.Papers, (meeting, item, at) => new RegisterPaper
    {
        Key = MeetingKeys.Paper(meeting.Id, at), Meeting = meeting.Id, Position = at, Title = item.Title, By = item.By, Document = item.Document,
    });

    private static IEnumerable<TRow> Parts<TItem, TRow>(Pack pack, Func<PackMeeting, IReadOnlyList<TItem>> items, Func<PackMeeting, TItem, int, TRow> make)
        where TRow : RegisterRow =>
        pack.Meetings.SelectMany(meeting => items(meeting).Select((item, i) =>
        {
            TRow row = make(meeting, item, i + 1);
            (row.ValidFrom, row.Source) = (meeting.Date, meeting.Source);
            return row;
        }));
}

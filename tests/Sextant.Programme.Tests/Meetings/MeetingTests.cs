using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.Meetings;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Meetings;

public sealed partial class MeetingTests
{
    private static readonly AsOf Now = VietNam.On("2026-11-22");
    private static readonly Actor Lan = Actor.Person("lan", "192.0.2.7");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_founding_meetings_stand_as_their_sources_tell_them(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new MeetingStore(country.Database);
        Assert.Equal(["hoi-nghi-2023-03-28", "hop-2015-04-02"], (await store.ListAsync(Now)).Select(meeting => meeting.Id));
        Assert.Equal(["hop-2015-04-02"], (await store.ListAsync(VietNam.On("2023-03-27"))).Select(meeting => meeting.Id));
        MeetingView review = (await store.FindAsync("hoi-nghi-2023-03-28", Now))!;
        Assert.Equal((63, 6, "trực tiếp kết hợp trực tuyến", "Thứ trưởng Phạm Đức Long"), (review.Line.Sites, review.Line.Directions, review.Line.Form, review.Line.Chair));
        Assert.Equal("lang-son", Assert.Single(review.KnownSites).Organisation!.Slug);
        Assert.Equal("tin-hoi-nghi-2023-03-28", review.Document!.Value.Id);
        Assert.Contains("Nguyễn Trường Giang", Assert.Single(review.Papers).By);
        Assert.Equal("doanh nghiệp viễn thông", review.Directions[2].Addressee);

        // The source names nobody for the last one, and no groups: none is invented.
        Assert.Null(review.Directions[5].Addressee);
        Assert.All(review.Directions, one => Assert.Null(one.WorkGroup));

        MeetingView presentation = (await store.FindAsync("hop-2015-04-02", Now))!;
        Assert.Null(presentation.Line.Sites);
        Assert.Equal(["vnpt", "viettel", "netnam", "mobifone", "vinaphone", "ban-cong-tac-ipv6"], presentation.DiscussedBy.Select(one => one.Slug));
        Assert.Equal([null, 2, 2, 1, 4, 4], presentation.Directions.Select(one => one.WorkGroup));
        Assert.All(presentation.Directions.Where(one => one.WorkGroup is not null), one => Assert.True(one.WorkGroupInferred));
    }

    [Theory]
    [InlineData("hop-2015-04-02")]
    [InlineData("hoi-nghi-2023-03-28")]
    public async Task Names_of_people_addressees_and_words_of_conclusions_are_the_sources_own(string id)
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        MeetingView meeting = (await new MeetingStore(country.Database).FindAsync(id, Now))!;
        string text = Plain((await new DocumentStore(country.Database).FindAsync(meeting.Document!.Value.Id, Now))!.Text!);
        string verbatim = string.Join(' ', (await new PlanStore(country.Database).SourceTextAsync(meeting.Line.Source!, Now))!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (AttendanceView person in meeting.People.Where(person => person.Name is not null))
        {
            Assert.Contains(Plain(person.Name!), text);
        }

        foreach (DirectionView one in meeting.Directions)
        {
            Assert.True(one.Addressee is null || text.Contains(Plain(one.Addressee), StringComparison.Ordinal), one.Addressee);
            Assert.Contains(one.Text, verbatim);
        }
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_meeting_is_written_down_and_changed(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var editing = new MeetingEditing(country.Database, country.Clock);
        var store = new MeetingStore(country.Database);
        var draft = new MeetingDraft { Date = new DateOnly(2026, 11, 20), Title = "Hội nghị sơ kết", Sites = 34, Form = "trực tuyến" };
        string id = await editing.RecordAsync(draft, Lan, null);
        Assert.Equal("2026-11-20-hoi-nghi-so-ket", id);
        string first = await editing.PutDirectionAsync(id, new DirectionDraft("Hoàn thành trong quý IV", "Các tỉnh", 4, WorkGroupInferred: true), Lan, null);
        await editing.PutDirectionAsync(id, new DirectionDraft("Báo cáo hằng tháng", null, null, WorkGroupInferred: true), Lan, null);
        await editing.PutAttendanceAsync(id, new AttendanceDraft(null, "Lãnh đạo Sở", "hue", "Huế"), Lan, null);
        await editing.PutSiteAsync(id, new MeetingSiteDraft("Huế", "hue", 12), Lan, null);
        await editing.PutPaperAsync(id, new PaperDraft("Báo cáo kết quả", "VNNIC", "38-qd-btttt"), Lan, null);
        country.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(first, await editing.PutDirectionAsync(id, new DirectionDraft("Hoàn thành trong quý III", "Các tỉnh", 4, WorkGroupInferred: false, Position: 1), Lan, "sửa theo biên bản"));
        await editing.RecordAsync(draft with { Id = id, Sites = 33 }, Lan, "đếm lại");

        MeetingView view = (await store.FindAsync(id, Now))!;
        Assert.Equal((33, "Huế", 12), (view.Line.Sites, view.KnownSites.Single().Name, view.KnownSites.Single().People));
        Assert.Equal(["Hoàn thành trong quý III", "Báo cáo hằng tháng"], view.Directions.Select(one => one.Text));
        Assert.False(view.Directions[0].WorkGroupInferred || view.Directions[1].WorkGroupInferred);
        Assert.Equal("38-qd-btttt", view.Papers.Single().Document!.Value.Id);
        Assert.Equal(34, (await store.FindAsync(id, Now with { Known = country.Clock.Now.AddMinutes(-1) }))!.Line.Sites);
        Assert.Null(await store.FindAsync(id, VietNam.On("2026-11-19")));

        // A reload takes nothing of it back.
        await country.Loader.LoadAsync(VietNam.Pack with { Version = "2099.1" });
        Assert.Equal(2, (await store.FindAsync(id, Now))!.Directions.Count);
        Assert.True((await new AuditLog(country.Database, country.Clock).VerifyAsync()).Whole);
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var editing = new MeetingEditing(country.Database, country.Clock);
        var draft = new MeetingDraft { Date = new DateOnly(2026, 11, 20), Title = "Họp" };
        await RefusedAsync("meeting-title", () => editing.RecordAsync(draft with { Title = "" }, Lan, null));
        await RefusedAsync("meeting-day-sites", () => editing.RecordAsync(draft with { Sites = 0 }, Lan, null));
        await RefusedAsync("document-none", () => editing.RecordAsync(draft with { Document = "nothing" }, Lan, null));
        await RefusedAsync("meeting-none", () => editing.PutPaperAsync("nothing", new PaperDraft("x", null, null), Lan, null));
        await RefusedAsync("work-group-none", () => editing.PutDirectionAsync("hop-2015-04-02", new DirectionDraft("x", null, 5, false), Lan, null));
        await RefusedAsync("place", () => editing.PutDirectionAsync("hop-2015-04-02", new DirectionDraft("x", null, null, false, Position: 7), Lan, null));
        await RefusedAsync("attendance", () => editing.PutAttendanceAsync("hop-2015-04-02", new AttendanceDraft(" ", null, null, "x"), Lan, null));
        await RefusedAsync("organisation-none", () => editing.PutSiteAsync("hop-2015-04-02", new MeetingSiteDraft("x", "nobody", null), Lan, null));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task With_a_meeting_goes_all_that_belongs_to_it(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var editing = new MeetingEditing(country.Database, country.Clock);
        var documents = new DocumentEditing(country.Database, new DocumentVault("/nowhere"), country.Clock);
        string minutes = await documents.RecordAsync(new DocumentDraft { Kind = "minutes", Number = "BB-1", Date = new DateOnly(2026, 11, 1), Title = "Biên bản" }, Lan, null);
        string id = await editing.RecordAsync(new MeetingDraft { Date = new DateOnly(2026, 11, 20), Title = "Họp" }, Lan, null);
        string direction = await editing.PutDirectionAsync(id, new DirectionDraft("Hoàn thành", null, null, false), Lan, null);
        await editing.PutSiteAsync(id, new MeetingSiteDraft("Huế", "hue", 12), Lan, null);
        await editing.PutPaperAsync(id, new PaperDraft("Biên bản", null, minutes), Lan, null);
        Assert.Equal("document-named", (await Assert.ThrowsAsync<RefusedException>(() => documents.WithdrawAsync(minutes, Lan, "nhầm"))).Word);

        await editing.WithdrawAsync(id, null, 0, Lan, "không họp");
        await using (ProgrammeContext context = country.Database.Create())
        {
            Assert.Null(await context.Current<RegisterDirection>().SingleOrDefaultAsync(row => row.Key == direction));
            Assert.False(await context.Current<RegisterMeetingSite>().AnyAsync(row => row.Meeting == id));
        }

        // Meetings that were taken back earlier left their papers behind: these name nothing either.
        string left = await editing.RecordAsync(new MeetingDraft { Date = new DateOnly(2026, 11, 20), Title = "Họp khác" }, Lan, null);
        await editing.PutPaperAsync(left, new PaperDraft("Biên bản", null, minutes), Lan, null);
        await country.Database.WriteAsync(async context =>
        {
            await new RegisterWriter(context, "test", country.Clock.Now.AddMinutes(1)).TakeBackAsync(await context.Current<RegisterMeeting>().SingleAsync(row => row.Key == left), "không họp", CancellationToken.None);
            return true;
        }, CancellationToken.None);
        await documents.WithdrawAsync(minutes, Lan, "nhầm");
    }

    [Fact]
    public async Task Nobody_takes_part_twice_and_no_site_is_connected_twice()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var editing = new MeetingEditing(country.Database, country.Clock);
        string id = await editing.RecordAsync(new MeetingDraft { Date = new DateOnly(2026, 11, 20), Title = "Họp" }, Lan, null);
        await editing.PutAttendanceAsync(id, new AttendanceDraft("Nguyễn Văn A", "Giám đốc", "hue", "Huế"), Lan, null);
        await RefusedAsync("attendance-twice", () => editing.PutAttendanceAsync(id, new AttendanceDraft("Nguyễn Văn A", "Phó ban", "hue", null), Lan, null));
        await editing.PutAttendanceAsync(id, new AttendanceDraft("Nguyễn Văn A", "Giám đốc", "lang-son", null), Lan, null);
        await editing.PutAttendanceAsync(id, new AttendanceDraft("Nguyễn Văn A", "Giám đốc Sở", "hue", "Huế", Position: 1), Lan, "sửa chức vụ");
        await editing.PutSiteAsync(id, new MeetingSiteDraft("Huế", "hue", 12), Lan, null);
        await RefusedAsync("meeting-site-twice", () => editing.PutSiteAsync(id, new MeetingSiteDraft("HUẾ", null, 3), Lan, null));
        await RefusedAsync("meeting-site-twice", () => editing.AddSitesAsync(id, "Lạng Sơn; 4\nHuế; 5", Lan, null));
        await RefusedAsync("meeting-site-twice", () => editing.AddSitesAsync(id, "Lạng Sơn; 4\nLạng Sơn; 5", Lan, null));
        await editing.PutSiteAsync(id, new MeetingSiteDraft("Huế", "hue", 13, Position: 1), Lan, "đếm lại");
        Assert.Equal(13, (await new MeetingStore(country.Database).FindAsync(id, Now))!.KnownSites.Single().People);
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);

    private static string Plain(string text) => Spaces().Replace(text.ToLowerInvariant().Normalize(), " ");

    [GeneratedRegex(@"[\s\p{P}]+")]
    private static partial Regex Spaces();
}

using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Audit;
using Sextant.Programme.Cooperation;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Cooperation;

/// <summary>Partners, duties and activities over a register of a test's own.</summary>
public sealed class CooperationTests
{
    private static readonly Viewer Hue = TaskRoom.With("hoa", Role.FocalPoint, "hue");
    private static readonly AsOf Now = VietNam.On("2026-11-22");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_partner_has_an_agreement_duties_and_activities(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        country.Clock.Now = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        CooperationEditing editing = Editing(country);
        string partner = await editing.RecordAsync(new PartnerDraft(null, "international", "APNIC", "Brisbane", "Bản ghi nhớ", "38/QĐ-BTTTT", TaskRoom.Day("2026-01-01"), null), TaskRoom.Office);
        await editing.PutDutyAsync(partner, new DutyDraft("partner", "Cử giảng viên", TaskRoom.Day("2026-11-21"), null), TaskRoom.Office);
        await editing.PutActivityAsync(new ActivityDraft(partner, null, "training", TaskRoom.Day("2027-03-01"), "Khóa học", null, null), TaskRoom.Office);
        await editing.PutActivityAsync(new ActivityDraft(null, "hue", "article", TaskRoom.Day("2026-11-20"), "Bài viết", "đã đăng", "https://hue.gov.vn/"), Hue);
        var store = new CooperationStore(country.Database);
        PartnerView view = Assert.Single(await store.PartnersAsync(Now));
        Assert.Equal("38-qd-btttt", view.Document!.Value.Id);
        Assert.True(Assert.Single(view.Duties).IsLate);
        Assert.Null(Assert.Single(view.Activities).Result);
        Assert.Equal("hue", Assert.Single(await store.OfUnitsAsync(Now)).Organisation!.Value.Slug);
        await editing.PutDutyAsync(partner, new DutyDraft("partner", "Cử giảng viên", TaskRoom.Day("2026-11-21"), TaskRoom.Day("2026-11-22"), 1), TaskRoom.Office);
        Assert.False(Assert.Single(Assert.Single(await store.PartnersAsync(Now)).Duties).IsLate);
        Assert.True((await new AuditLog(country.Database, country.Clock).VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Each_may_report_what_is_theirs_and_what_cannot_be_is_refused(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        country.Clock.Now = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        CooperationEditing editing = Editing(country);
        var draft = new PartnerDraft(null, "press", "Báo", null, null, null, null, null);
        await RefusedAsync("not-allowed", () => editing.RecordAsync(draft, Hue));
        await RefusedAsync("partner-days", () => editing.RecordAsync(draft with { Kind = "friend" }, TaskRoom.Office));
        await RefusedAsync("document-none", () => editing.RecordAsync(draft with { Document = "x" }, TaskRoom.Office));
        await RefusedAsync("partner-none", () => editing.PutDutyAsync("nobody", new DutyDraft("both", "x", null, null), TaskRoom.Office));
        string partner = await editing.RecordAsync(draft, TaskRoom.Office);
        await RefusedAsync("partner-known", () => editing.RecordAsync(draft with { Name = "  BÁO " }, TaskRoom.Office));
        await editing.RecordAsync(draft with { Id = partner }, TaskRoom.Office);
        await RefusedAsync("activity-ahead", () => editing.PutDutyAsync(partner, new DutyDraft("both", "x", null, TaskRoom.Day("2026-12-01")), TaskRoom.Office));
        var activity = new ActivityDraft(partner, null, "article", TaskRoom.Day("2026-12-01"), "Bài", null, null);
        await RefusedAsync("not-allowed", () => editing.PutActivityAsync(activity, Hue));
        await RefusedAsync("activity-ahead", () => editing.PutActivityAsync(activity with { Result = "đã đăng" }, TaskRoom.Office));
        await RefusedAsync("activity-link", () => editing.PutActivityAsync(activity with { Link = "javascript:alert(1)" }, TaskRoom.Office));
        await RefusedAsync("activity-owner", () => editing.PutActivityAsync(activity with { Organisation = "hue" }, TaskRoom.Office));
        await RefusedAsync("activity-kind", () => editing.PutActivityAsync(activity with { Kind = "song" }, TaskRoom.Office));
        await RefusedAsync("not-allowed", () => editing.PutActivityAsync(activity with { Partner = null, Organisation = "lang-son" }, Hue));
        Assert.Empty(Assert.Single(await new CooperationStore(country.Database).PartnersAsync(Now)).Activities);
    }

    private static CooperationEditing Editing(VietNam country) =>
        new(country.Database, new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock).Reach, country.Clock);

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}

using Microsoft.AspNetCore.DataProtection;
using Sextant.Checks.Judging;
using Sextant.Programme.Cases;
using Sextant.Programme.Conversions;
using Sextant.Programme.Documents;
using Sextant.Programme.Drafting;
using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Notices;

/// <summary>Sheets, objections, more time, conversion plans, rounds of comments and suggested names: whom they concern is told once.</summary>
public sealed class OfficeNoticeTests
{
    private static readonly Viewer Hoa = With("hoa", Role.FocalPoint, "hue");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task More_time_and_conversion_plans_are_told_of_each_time_that_they_go_on(DatabaseKind kind)
    {
        using TaskRoom room = await OpenAsync(kind);
        (NoticeDesk desk, PeopleArea people) = await DeskAsync(room.Country);
        await room.IssuedAsync(new TaskDraft { Text = "Chuyển đổi cổng", WorkGroup = 4, Lead = "hue", Due = Day("2027-03-31"), DueBy = "day" });
        await room.Tasks.AskExtensionAsync("ke-hoach-2026/1", Day("2027-06-30"), "chờ thiết bị", Hoa);
        Assert.Equal(["lan: Nhiệm vụ \"Chuyển đổi cổng\" được đề nghị gia hạn đến ngày 30/06/2027."], await NewAsync(desk));
        await room.Tasks.AnswerExtensionAsync("ke-hoach-2026/1", 1, new ExtensionVerdict(true, "đồng ý với đề nghị"), Office);
        Assert.Equal(["hoa: Đề nghị gia hạn nhiệm vụ \"Chuyển đổi cổng\": đồng ý đến ngày 30/06/2027. đồng ý với đề nghị"], await NewAsync(desk));
        NoticeView answered = (await desk.Notices.ListAsync("hoa")).Single(one => one.Kind == "extension-answered");
        Assert.Equal("More time for the task \"Chuyển đổi cổng\": granted until 30/06/2027. đồng ý với đề nghị", NoticeTexts.For("en").Of(answered));

        var conversions = new ConversionEditing(room.Country.Database, people.Reach, new DocumentVault("/nowhere"), room.Country.Clock);
        string plan = await ConversionAsync(conversions);
        await conversions.StepAsync(plan, ConversionStep.Submit, Hoa);
        Assert.Equal(["minh: Kế hoạch <b> (Huế) đã được trình và chờ phê duyệt."], await NewAsync(desk));
        await conversions.StepAsync(plan, ConversionStep.Return, Reviewer, "thiếu kinh phí");
        Assert.Equal(["hoa: Kế hoạch <b> (Huế) bị trả lại: thiếu kinh phí"], await NewAsync(desk));
        await conversions.StepAsync(plan, ConversionStep.Submit, Hoa);
        Assert.Equal(["minh: Kế hoạch <b> (Huế) đã được trình và chờ phê duyệt."], await NewAsync(desk)); // handed in twice is told twice
        await conversions.StepAsync(plan, ConversionStep.Approve, Reviewer);
        Assert.Equal(["hoa: Kế hoạch <b> (Huế) đã được phê duyệt và có thể ban hành."], await NewAsync(desk));
    }

    [Fact]
    public async Task A_round_whose_last_day_was_moved_is_told_of_anew_and_so_is_its_end()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        (NoticeDesk desk, PeopleArea people) = await DeskAsync(country);
        var drafting = new DraftingEditing(country.Database, people.Reach, country.Clock);
        string draft = await drafting.RecordAsync(new DraftDraft(null, "Thông tư", "circular", null, "Điều 1"), Office);
        DateOnly today = (await country.Database.CalendarAsync()).Today(country.Clock);
        await drafting.OpenRoundAsync(draft, today.AddDays(2), Office);
        Assert.Equal(2, (await NewAsync(desk)).Count);
        country.Clock.Now = country.Clock.Now.AddDays(1);
        string closing = $"an: Thông tư: sắp hết hạn góp ý, ngày cuối là {today.AddDays(2):dd/MM/yyyy}.";
        Assert.Contains(closing, await NewAsync(desk));
        await drafting.MoveRoundAsync(draft, today.AddDays(30), "nhiều đơn vị đề nghị", Office);
        Assert.Contains($"an: Thông tư: đề nghị góp ý đến hết ngày {today.AddDays(30):dd/MM/yyyy}.", await NewAsync(desk));
        Assert.Empty(await NewAsync(desk));
        country.Clock.Now = country.Clock.Now.AddDays(28);
        Assert.Contains($"an: Thông tư: sắp hết hạn góp ý, ngày cuối là {today.AddDays(30):dd/MM/yyyy}.", await NewAsync(desk));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Drafts_sheets_objections_and_suggested_names_are_told_of_in_time(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        (NoticeDesk desk, PeopleArea people) = await DeskAsync(country);
        var drafting = new DraftingEditing(country.Database, people.Reach, country.Clock);
        string draft = await drafting.RecordAsync(new DraftDraft(null, "Thông tư", "circular", null, "Điều 1"), Office);
        await drafting.OpenRoundAsync(draft, Day("2026-12-10"), Office);
        Assert.Equal(["an: Thông tư: đề nghị góp ý đến hết ngày 10/12/2026.", "hoa: Thông tư: đề nghị góp ý đến hết ngày 10/12/2026."], await NewAsync(desk));

        // A sheet can be looked at five working days before; whose objection it is, hears how it ends.
        var cases = new CaseEditing(country.Database, new Measurements().Add("site:langson.gov.vn", TargetClass.None, country.Clock.Now, ("WEB-03", Verdict.Fail)), people.Reach, country.Clock);
        string publication = await cases.AnnounceAsync("Kết quả", Day("2026-12-11"), Office);
        Assert.Empty(await NewAsync(desk));
        string other = await cases.AnnounceAsync("Đợt hai", Day("2026-12-17"), Office);
        await cases.MoveAsync(other, Day("2026-12-18"), "trùng lịch họp", Office);
        Assert.Equal(["an: Đợt hai: ngày công bố kết quả được dời từ ngày 17/12/2026 sang ngày 18/12/2026. Lý do: trùng lịch họp", "hoa: Đợt hai: ngày công bố kết quả được dời từ ngày 17/12/2026 sang ngày 18/12/2026. Lý do: trùng lịch họp"], await NewAsync(desk));
        await cases.WithdrawAsync(other, "hoãn đo", Office);
        Assert.Equal(["an: Đợt hai: không công bố nữa. Lý do: hoãn đo", "hoa: Đợt hai: không công bố nữa. Lý do: hoãn đo"], await NewAsync(desk));
        Assert.Equal("Đợt hai: will not be published. Reason: hoãn đo", NoticeTexts.For("en").Of((await desk.Notices.ListAsync("an")).Single(one => one.Kind == "sheet-withdrawn")));
        country.Clock.Now = new DateTimeOffset(2026, 12, 4, 3, 0, 0, TimeSpan.Zero);
        Assert.Equal(["an: Kết quả: kết quả được công bố ngày 11/12/2026.", "hoa: Kết quả: kết quả được công bố ngày 11/12/2026."], (await NewAsync(desk)).Select(said => said.Split(" Đề nghị")[0]));
        Assert.Equal($"/publications/{publication}/lang-son", (await desk.Notices.ListAsync("an"))[0].Place);
        await cases.ObjectAsync(new ObjectionDraft(publication, "lang-son", "site:langson.gov.vn", "WEB-03", "sai"), With("an", Role.FocalPoint, "lang-son"));
        Assert.Equal(["lan: Khiếu nại số 1 mới được gửi: Lạng Sơn, langson.gov.vn, WEB-03."], await NewAsync(desk));
        await cases.DecideAsync(1, "withdrawn", "đơn vị rút", Office);
        Assert.Equal(["an: Khiếu nại số 1 đã có kết luận: đã rút. đơn vị rút"], await NewAsync(desk));
        country.Clock.Now = new DateTimeOffset(2026, 12, 8, 3, 0, 0, TimeSpan.Zero);
        Assert.Equal(["an: Thông tư: sắp hết hạn góp ý, ngày cuối là 10/12/2026.", "hoa: Thông tư: sắp hết hạn góp ý, ngày cuối là 10/12/2026."], await NewAsync(desk));

        // Names that wait are told of once a week, not with every scan.
        await SuggestAsync(country, "a.langson.gov.vn");
        Assert.Equal(["an: Số tên miền được gợi ý đang chờ đơn vị quyết định: 1."], await NewAsync(desk));
        await SuggestAsync(country, "b.langson.gov.vn");
        Assert.Empty(await NewAsync(desk));
        country.Clock.Now = country.Clock.Now.AddDays(7);
        await SuggestAsync(country, "c.langson.gov.vn");
        Assert.Equal(["an: Số tên miền được gợi ý đang chờ đơn vị quyết định: 3."], await NewAsync(desk));
    }

    [Fact]
    public void Every_kind_has_its_sentence() => Assert.Empty(NoticeKinds.All.Select(kind => "notice." + kind).Except(NoticeTexts.For("vi").Keys));

    private static async Task<(NoticeDesk Desk, PeopleArea People)> DeskAsync(VietNam country)
    {
        country.Clock.Now = new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);
        foreach ((string name, Role role, string? unit) in new (string, Role, string?)[] { ("hoa", Role.FocalPoint, "hue"), ("an", Role.FocalPoint, "lang-son"), ("lan", Role.Office, null), ("minh", Role.Reviewer, null) })
        {
            await NoticePersons.AddAsync(country, name, role, unit);
        }

        var people = new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock);
        return (new NoticeDesk(country.Database, people, country.Clock, path => "https://x" + path), people);
    }

    /// <summary>What a round tells anew: who, and in which words.</summary>
    private static async Task<IReadOnlyList<string>> NewAsync(NoticeDesk desk)
    {
        string[] persons = ["an", "hoa", "lan", "minh"];
        var before = new HashSet<string>();
        foreach (string person in persons)
        {
            before.UnionWith((await desk.Notices.ListAsync(person)).Select(notice => notice.Key));
        }

        await desk.Round.RunAsync();
        await desk.Round.RunAsync(); // nobody is told twice
        var said = new List<string>();
        foreach (string person in persons)
        {
            said.AddRange((await desk.Notices.ListAsync(person)).Where(notice => !before.Contains(notice.Key)).Select(notice => $"{person}: {NoticeTexts.For("vi").Of(notice)}"));
        }

        return said;
    }

    private static async Task<string> ConversionAsync(ConversionEditing conversions)
    {
        string plan = await conversions.BeginAsync("hue", "Kế hoạch <b>", Hoa);
        await conversions.RecordAsync(plan, new ConversionDraft { Title = "Kế hoạch <b>", Sections = ConversionWords.Sections.ToDictionary(section => section, _ => (string?)"x"), NotHad = [.. ConversionWords.Layers.Where(layer => layer != "portal")] }, Hoa);
        await conversions.PutStageAsync(plan, new StageDraft("Chuẩn bị", Day("2026-01-01"), Day("2026-12-31"), null), Hoa);
        await conversions.PutSystemAsync(plan, new SystemDraft("Cổng", "portal", "ipv4-only", "ready", 1, null), Hoa);
        return plan;
    }

    private static async Task SuggestAsync(VietNam country, string ascii)
    {
        await using ProgrammeContext context = country.Database.Create();
        context.Add(new SuggestionRow { Organisation = "lang-son", Ascii = ascii, Under = "langson.gov.vn", State = "open", FirstAt = country.Clock.Now, LastAt = country.Clock.Now });
        await context.SaveChangesAsync();
    }
}

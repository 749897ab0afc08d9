using System.Net;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Api;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Sheets and objections by the forms of the pages, each person with the own role.</summary>
public sealed class CasePageTests
{
    private static readonly Viewer Office = new() { From = "192.0.2.7", Person = "lan", Grants = [new Grant("g", Role.Office, null, null, null)] };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 120_000)]
    public async Task A_unit_sees_its_own_sheet_in_time_declares_and_objects_and_others_do_not()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor an = await InAsync(site, administrator, Role.FocalPoint, "lang-son");
        await site.KeepAsync(HostileScan.Of("langson.gov.vn", _clock.GetUtcNow().AddHours(-1)));

        string late = await Visitor.TextAsync(await lan.PostAsync("/publications", "/publications", ("title", "Kết quả"), ("day", "2026-11-26")));
        Assert.Contains("cách ít nhất 5 ngày làm việc", late, StringComparison.Ordinal);
        await lan.PostAsync("/publications", "/publications", ("title", "Kết quả <b>tuần 48</b>"), ("day", "2026-11-30"));
        string list = await (await an.GetAsync("/publications")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<b>tuần 48</b>", list, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"title\"", list, StringComparison.Ordinal);
        string id = (await site.Parts.Cases.PublicationsAsync()).Single().Id;
        string sheet = $"/publications/{id}/lang-son";
        Assert.Equal(HttpStatusCode.Forbidden, (await an.GetAsync($"/publications/{id}/hue")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await an.GetAsync(sheet)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await lan.GetAsync($"/publications/{id}/hue")).StatusCode);

        Assert.Equal(sheet, Place(await an.PostAsync(sheet, sheet + "?handler=Declare", ("criterion", "ORG-09"), ("verdict", "pass"), ("text", "thí điểm"))));
        Assert.Contains("ORG-09", await Visitor.TextAsync(await an.GetAsync(sheet)), StringComparison.Ordinal);
        string line = (await site.Parts.Cases.SheetAsync(id, "lang-son", new DateOnly(2026, 11, 23)))!.Lines.First(one => one is { Target: not null, Measured: not null }) is var first ? $"{first.Target!.Key} {first.Criterion}" : "";
        Assert.Equal("/cases/1", Place(await an.PostAsync(sheet, sheet + "?handler=Object", ("about", line), ("text", "Kết quả <i>sai</i>"))));
        string page = await (await an.GetAsync("/cases/1")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<i>sai</i>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"decision\"", page, StringComparison.Ordinal);
        Assert.Contains("/cases/1", await Visitor.TextAsync(await an.GetAsync("/cases")), StringComparison.Ordinal);

        await SeenAsync(an, page);
        await GivenAsync(site, administrator);

        // Another unit's focal point finds no such case; the office decides with a reason.
        using Visitor hoa = await InAsync(site, administrator, Role.FocalPoint, "hue");
        Assert.Equal(HttpStatusCode.NotFound, (await hoa.GetAsync("/cases/1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await hoa.GetAsync("/cases/1/looks/first")).StatusCode);
        Assert.DoesNotContain("/cases/1", await Visitor.TextAsync(await hoa.GetAsync("/cases")), StringComparison.Ordinal);
        Assert.DoesNotContain("lang-son", await Visitor.TextAsync(await hoa.GetAsync("/tables/cases?as=csv")), StringComparison.Ordinal);
        Assert.Contains("1;lang-son;Lạng Sơn;", await Visitor.TextAsync(await an.GetAsync("/tables/cases?as=csv")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await an.PostAsync("/cases/1", "/cases/1", ("decision", "withdrawn"), ("reason", "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lan.PostAsync("/cases/1", "/cases/1", ("decision", "upheld"), ("reason", "x"))).StatusCode);
        Assert.Equal("/cases/1", Place(await lan.PostAsync("/cases/1", "/cases/1", ("decision", "withdrawn"), ("reason", "Đơn vị rút"))));
        Assert.Contains("Đơn vị rút", await Visitor.TextAsync(await an.GetAsync("/cases/1")), StringComparison.Ordinal);
        string english = await (await lan.GetAsync("/en/cases/1")).Content.ReadAsStringAsync();
        Assert.Contains("withdrawn", english, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_unit_withdraws_its_objection_the_office_takes_it_up_again_and_nobody_objects_after_publication()
    {
        await using Site site = await Site.StartAsync(_clock);
        await site.KeepAsync(HostileScan.Of("langson.gov.vn", _clock.GetUtcNow().AddHours(-1)));
        string sheet = $"/publications/{await site.Parts.CaseEditing.AnnounceAsync("Kết quả", new DateOnly(2026, 11, 30), Office)}/lang-son";
        _clock.Advance(new TimeSpan(6, 12, 30, 0)); // 22:30 of the last day, by the country's clock
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor an = await InAsync(site, administrator, Role.FocalPoint, "lang-son");
        using Visitor hoa = await InAsync(site, administrator, Role.FocalPoint, "hue");
        string seen = await Visitor.TextAsync(await an.GetAsync(sheet));
        Assert.Contains("<option value=\"mail:langson.gov.vn\"", seen, StringComparison.Ordinal); // declared before it was ever measured
        string line = seen.Split("<option value=\"site:langson.gov.vn WEB")[1].Split('"')[0];
        await an.PostAsync(sheet, sheet + "?handler=Object", ("about", "site:langson.gov.vn WEB" + line), ("text", "sai"));

        Assert.Equal(HttpStatusCode.NotFound, (await hoa.PostAsync("/account/notices", "/cases/1?handler=Withdraw", ("reason", "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await an.PostAsync("/cases/1", "/cases/1?handler=Reopen", ("reason", "x"))).StatusCode);
        Assert.Equal("/cases/1", Place(await an.PostAsync("/cases/1", "/cases/1?handler=Withdraw", ("reason", "nhầm <b>tiêu chí</b>"))));
        string ended = await (await an.GetAsync("/cases/1")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<b>tiêu chí</b>", ended, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Withdraw", ended, StringComparison.Ordinal);
        Assert.Equal("/cases/1", Place(await lan.PostAsync("/cases/1", "/cases/1?handler=Reopen", ("reason", "đơn vị đề nghị xem lại"))));
        string again = await Visitor.TextAsync(await lan.GetAsync("/cases/1"));
        Assert.Contains("Các lần xem xét trước", again, StringComparison.Ordinal);
        Assert.Contains("đơn vị đề nghị xem lại", again, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromMinutes(105));
        string closed = await Visitor.TextAsync(await an.GetAsync(sheet));
        Assert.Contains("Đã hết hạn khiếu nại: kết quả đã công bố ngày 30/11/2026", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Object", closed, StringComparison.Ordinal);
        Assert.Contains("đã công bố ngày 30/11/2026", await Visitor.TextAsync(await an.PostAsync(sheet, sheet + "?handler=Object", ("about", "site:langson.gov.vn WEB-01"), ("text", "muộn"))), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_speaks_for_a_ministry_finds_the_sheets_of_what_is_part_of_it()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor ministry = await InAsync(site, administrator, Role.FocalPoint, "bo-khoa-hoc-va-cong-nghe");
        await lan.PostAsync("/publications", "/publications", ("title", "Kết quả"), ("day", "2026-11-30"));
        string list = await Visitor.TextAsync(await ministry.GetAsync("/publications"));
        Assert.Contains("/vnnic\"", list, StringComparison.Ordinal);
        Assert.Contains("/bo-khoa-hoc-va-cong-nghe\"", list, StringComparison.Ordinal);
        Assert.DoesNotContain("/lang-son\"", list, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_publication_to_come_is_moved_or_taken_back_with_a_reason()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor an = await InAsync(site, administrator, Role.FocalPoint, "lang-son");
        await lan.PostAsync("/publications", "/publications", ("title", "Kết quả"), ("day", "2026-12-07"));
        string id = (await site.Parts.Cases.PublicationsAsync()).Single().Id;
        Assert.Equal(HttpStatusCode.Forbidden, (await an.PostAsync("/publications", "/publications?handler=Move", ("publication", id), ("day", "2026-12-14"), ("reason", "x"))).StatusCode);
        string early = await Visitor.TextAsync(await lan.PostAsync("/publications", "/publications?handler=Move", ("publication", id), ("day", "2026-11-26"), ("reason", "sớm hơn")));
        Assert.Contains("cách ít nhất 5 ngày làm việc", early, StringComparison.Ordinal);
        Assert.Contains("value=\"sớm hơn\"", early, StringComparison.Ordinal);
        Assert.Equal("/publications", Place(await lan.PostAsync("/publications", "/publications?handler=Move", ("publication", id), ("day", "2026-12-14"), ("reason", "chờ đo lại"))));
        Assert.Equal((new DateOnly(2026, 12, 14), new DateOnly(2026, 12, 7)), ((await site.Parts.Cases.PublicationsAsync()).Single() is var moved ? (moved.Day, moved.SheetDay) : default));
        string other = Place(await lan.PostAsync("/publications", "/publications", ("title", "Nhầm"), ("day", "2026-12-09")));
        string mistake = (await site.Parts.Cases.PublicationsAsync()).Single(one => one.Title == "Nhầm").Id;
        Assert.Equal("UnprocessableEntity", Place(await lan.PostAsync(other, other + "?handler=Withdraw", ("publication", mistake), ("reason", ""))));
        Assert.Equal(other, Place(await lan.PostAsync(other, other + "?handler=Withdraw", ("publication", mistake), ("reason", "ghi nhầm"))));
        Assert.Equal(id, (await site.Parts.Cases.PublicationsAsync()).Single().Id);
        _clock.Advance(TimeSpan.FromDays(15)); // the sheets are open: they stay so wherever the day moves
        await site.Parts.CaseEditing.MoveAsync(id, new DateOnly(2026, 12, 28), "chờ đo lại", Office);
        Assert.Equal(new DateOnly(2026, 12, 7), (await site.Parts.Cases.PublicationsAsync()).Single().SheetDay);
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_publications_are_announced_everybody_sees_a_sheet_as_it_was_published_and_the_unit_as_it_stands()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor an = await InAsync(site, administrator, Role.FocalPoint, "lang-son");
        using Visitor hoa = await InAsync(site, administrator, Role.FocalPoint, "hue");
        using var stranger = new Visitor(site);
        const string Sheet = "/organisations/lang-son/sheet";
        await site.KeepAsync(HostileScan.Of("langson.gov.vn", _clock.GetUtcNow().AddHours(-1)));
        string open = await Visitor.TextAsync(await stranger.GetAsync(Sheet));
        Assert.Contains("langson.gov.vn", open, StringComparison.Ordinal);

        await lan.PostAsync("/publications", "/publications", ("title", "Kết quả"), ("day", "2026-11-30"));
        foreach (Visitor who in (Visitor[])[stranger, hoa])
        {
            string closed = await Visitor.TextAsync(await who.GetAsync(Sheet));
            Assert.Contains("Kết quả được công bố ngày 30/11/2026", closed, StringComparison.Ordinal);
            Assert.DoesNotContain("langson.gov.vn", closed, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await who.GetAsync(Sheet + "?handler=Docx")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await who.GetAsync("/api/v1" + Sheet + "?as-of=2026-11-22")).StatusCode);
            Assert.DoesNotContain("langson.gov.vn", await Visitor.TextAsync(await who.GetAsync(Sheet + "?as-of=2026-11-22")), StringComparison.Ordinal);
        }

        foreach (Visitor who in (Visitor[])[an, lan])
        {
            Assert.Contains("langson.gov.vn", await Visitor.TextAsync(await who.GetAsync(Sheet)), StringComparison.Ordinal);
            Assert.Equal("PK"u8.ToArray(), (await (await who.GetAsync("/api/v1" + Sheet)).Content.ReadAsByteArrayAsync())[..2]);
        }

        _clock.Advance(TimeSpan.FromDays(9));
        string published = await Visitor.TextAsync(await stranger.GetAsync(Sheet));
        Assert.Contains("langson.gov.vn", published, StringComparison.Ordinal);
        Assert.Contains("Theo kết quả công bố ngày 30/11/2026", published, StringComparison.Ordinal);
        Assert.Contains("name=\"as-of\" value=\"2026-11-30\"", published, StringComparison.Ordinal);
        Assert.Contains("name=\"as-of\" value=\"2026-11-30\"", await Visitor.TextAsync(await stranger.GetAsync(Sheet + "?as-of=2026-12-01")), StringComparison.Ordinal);
        Assert.Contains("name=\"as-of\" value=\"2026-11-24\"", await Visitor.TextAsync(await stranger.GetAsync(Sheet + "?as-of=2026-11-24")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/organisations/khong-co/sheet")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/api/v1" + Sheet)).StatusCode);
    }

    // What was seen stands on a page of its own, with the evidence as it is kept.
    private static async Task SeenAsync(Visitor an, string page)
    {
        const string Look = "/cases/1/looks/first";
        Assert.Contains($"href=\"{Look}\"", page, StringComparison.Ordinal);
        string look = await Visitor.TextAsync(await an.GetAsync(Look));
        Assert.Contains("langson.gov.vn", look, StringComparison.Ordinal);
        Assert.Contains("class=\"seen\"", look, StringComparison.Ordinal);
        using HttpResponseMessage evidence = await an.GetAsync(Look + "?handler=Evidence");
        Assert.Equal("application/json", evidence.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await an.GetAsync("/cases/1/looks/second")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await an.GetAsync("/cases/1/looks/third")).StatusCode);
    }

    /// <summary>The same evidence by programs: of the unit, not of another.</summary>
    private static async Task GivenAsync(Site site, string administrator)
    {
        const string Evidence = "/cases/1/first/evidence";
        AskingProgram own = await AskingProgram.OfAsync(site, await SomePeople.PersonAsync(site, administrator, Role.FocalPoint, "lang-son"), Right.ReadPublished, Right.ObjectVerdicts);
        AskingProgram other = await AskingProgram.OfAsync(site, await SomePeople.PersonAsync(site, administrator, Role.FocalPoint, "hue"), Right.ReadPublished, Right.ObjectVerdicts);
        using HttpResponseMessage evidence = await own.GetAsync(Evidence);
        Assert.Contains("langson.gov.vn", await evidence.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("application/json", evidence.Content.Headers.ContentType!.MediaType);
        foreach ((AskingProgram who, string path) in new[] { (other, Evidence), (own, "/cases/1/second/evidence"), (own, "/cases/1/third/evidence"), (own, "/cases/2/first/evidence") })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await who.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await new AskingProgram(site, null).GetAsync(Evidence)).StatusCode);
    }

    private static string Place(HttpResponseMessage response) => response.Headers.Location?.ToString() ?? response.StatusCode.ToString();

    private static async Task<Visitor> InAsync(Site site, string administrator, Role role, string? organisation = null)
    {
        var visitor = new Visitor(site);
        visitor.Cookies.Add(site.Address, new Cookie("sextant-session", await SomePeople.PersonAsync(site, administrator, role, organisation)));
        return visitor;
    }
}

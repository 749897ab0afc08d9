using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>What becomes of organisations, by the pages.</summary>
public sealed class UnitEventPageTests
{
    private const string New = "/organisations/events/new";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task The_office_looks_at_a_merger_before_it_does_it_and_takes_it_back()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using var stranger = new Visitor(site);
        (string, string)[] merger =
        [
            ("kind", "merge"), ("day", "2026-07-01"), ("units", "Huế"), ("units", "quang-tri-2025"), ("units", ""), ("new", "Bình <b>Trị Thiên"), ("newEn", ""), ("code", "99"),
            ("number", "12/2026/QH16"), ("decided", "2026-06-15"), ("issuer", "Quốc hội"),
        ];
        Assert.Equal("Forbidden", Visitor.Place(await hoa.GetAsync(New)));
        string form = await Visitor.TextAsync(await lan.GetAsync(New + "?kind=merge"));
        Assert.Contains("name=\"units\"", form, StringComparison.Ordinal);
        string preview = await (await lan.PostAsync(New, New, merger)).Content.ReadAsStringAsync();
        Assert.DoesNotContain("Bình <b>", preview, StringComparison.Ordinal);
        Assert.Contains("domain:thuathienhue.gov.vn", preview, StringComparison.Ordinal);
        // Who begins is called in the language of who reads.
        (string, string)[] both = [.. merger.Where(field => field.Item1 != "newEn"), ("newEn", "Middle Province")];
        Assert.Contains("Đơn vị mới: Bình ", await Visitor.TextAsync(await lan.PostAsync(New, New, both)), StringComparison.Ordinal);
        Assert.Contains("A new unit: Middle Province.", await Visitor.TextAsync(await lan.PostAsync("/en" + New, "/en" + New, both)), StringComparison.Ordinal);
        Assert.Contains("Huế", await Visitor.TextAsync(await stranger.GetAsync("/organisations?q=hue")), StringComparison.Ordinal);

        const string Event = "/organisations/events/2026-07-01-merge-binh-b-tri-thien";
        Assert.Equal(Event, Visitor.Place(await lan.PostAsync(New, New + "?handler=Do", merger)));
        string ended = await Visitor.TextAsync(await stranger.GetAsync("/organisations/hue"));
        Assert.Contains("/organisations/binh-b-tri-thien", ended, StringComparison.Ordinal);
        Assert.Contains("12/2026/QH16", ended, StringComparison.Ordinal);
        Assert.Contains("/organisations/hue", await Visitor.TextAsync(await stranger.GetAsync("/organisations/binh-b-tri-thien")), StringComparison.Ordinal);
        Assert.DoesNotContain("handler=TakeBack", await Visitor.TextAsync(await stranger.GetAsync(Event)), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync(Event, Event + "?handler=TakeBack", ("reason", "x"))));

        string again = await Visitor.TextAsync(await lan.PostAsync(New, New + "?handler=Do", merger));
        Assert.Contains("Huế đã kết thúc ngày 30/06/2026", again, StringComparison.Ordinal);
        Assert.Contains("value=\"12/2026/QH16\"", again, StringComparison.Ordinal);
        Assert.Equal("/organisations/events", Visitor.Place(await lan.PostAsync(Event, Event + "?handler=TakeBack", ("reason", "ghi nhầm"))));
        Assert.Equal("NotFound", Visitor.Place(await stranger.GetAsync("/organisations/binh-b-tri-thien")));
        Assert.DoesNotContain("12/2026/QH16", await Visitor.TextAsync(await stranger.GetAsync("/organisations/hue")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_page_as_known_before_an_event_shows_nothing_of_it_and_its_links_keep_the_moment()
    {
        // The pack is loaded by the machine's clock: what people do comes a day later. Not at a whole minute, whose seconds a link leaves out.
        DateTimeOffset tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        var clock = new FakeTimeProvider(tomorrow.AddSeconds(7 - tomorrow.Second));
        await using Site site = await Site.StartAsync(clock);
        using Visitor lan = await SomePeople.VisitorAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        using var stranger = new Visitor(site);
        string moment = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh")).ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("/organisations/events/2026-07-01-merge-binh-tri-thien", Visitor.Place(await lan.PostAsync(
            New, New + "?handler=Do", ("kind", "merge"), ("day", "2026-07-01"), ("units", "hue"), ("units", "quang-tri-2025"), ("new", "Bình Trị Thiên"), ("document", "38/QĐ-BTTTT"))));
        string before = $"?as-of=2026-11-22&as-known={moment}";
        string page = await Visitor.TextAsync(await stranger.GetAsync("/en/organisations/hue" + before));
        Assert.Contains("Shown as the register knew it at", page, StringComparison.Ordinal);
        Assert.DoesNotContain("binh-tri-thien", page, StringComparison.Ordinal);
        Assert.Contains("as-of=2026-11-22&as-known=" + Uri.EscapeDataString(moment), page, StringComparison.Ordinal);
        Assert.Equal("NotFound", Visitor.Place(await stranger.GetAsync("/organisations/binh-tri-thien" + before)));
        Assert.Contains("34 organisations", await Visitor.TextAsync(await stranger.GetAsync("/en/organisations" + before + "&kind=province")), StringComparison.Ordinal);
        Assert.Contains("33 organisations", await Visitor.TextAsync(await stranger.GetAsync("/en/organisations?as-of=2026-11-22&kind=province")), StringComparison.Ordinal);
        Assert.Contains("\nhue;", await Visitor.TextAsync(await stranger.GetAsync("/tables/organisation-domains" + before + "&as=csv")), StringComparison.Ordinal);
        Assert.DoesNotContain("\nhue;", await Visitor.TextAsync(await stranger.GetAsync("/tables/organisation-domains?as=csv")), StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", await Visitor.TextAsync(await stranger.GetAsync("/organisations/hue?as-known=yesterday")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Each_kind_of_event_has_its_form()
    {
        await using Site site = await Site.StartAsync(_clock);
        using Visitor lan = await SomePeople.VisitorAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        (string, string)[] decision = [("day", "2026-07-01"), ("document", "38/QĐ-BTTTT")];
        Assert.Equal("/organisations/events/2026-07-01-founding-cuc-so", await DoAsync(("kind", "founding"), ("new", "Cục Số"), ("unitKind", "agency"), ("sector", "central-government"), ("parent", "bo-noi-vu")));
        Assert.Equal("/organisations/events/2026-07-01-rename-hue", await DoAsync(("kind", "rename"), ("units", "hue"), ("name", "Thừa Thiên"), ("nameEn", "Thua Thien")));
        Assert.Equal("/organisations/events/2026-07-01-split-lang-son", await DoAsync(("kind", "split"), ("units", "lang-son"), ("goesOn", "true"), ("new", "Đồng Đăng"), ("new", "")));
        Assert.Equal("/organisations/events/2026-07-01-move-vnnic", await DoAsync(("kind", "move"), ("units", "vnnic"), ("parent", "bo-noi-vu")));
        Assert.Equal("/organisations/events/2026-07-01-dissolution-vietnamnet", await DoAsync(("kind", "dissolution"), ("units", "bao-vietnamnet")) is { } place ? place.Replace("bao-", "", StringComparison.Ordinal) : "");
        foreach (string kind in new[] { "founding", "rename", "split", "move", "dissolution" })
        {
            Assert.DoesNotMatch(">\\s*(events|event-[a-z]+)\\.[a-z-]+\\s*<", await Visitor.TextAsync(await lan.GetAsync($"/en{New}?kind={kind}")));
        }

        Assert.Contains("38/QĐ-BTTTT", await Visitor.TextAsync(await lan.GetAsync("/organisations/lang-son")), StringComparison.Ordinal);

        async Task<string> DoAsync(params (string, string)[] fields) => Visitor.Place(await lan.PostAsync(New, New + "?handler=Do", [.. fields, .. decision]));
    }
}

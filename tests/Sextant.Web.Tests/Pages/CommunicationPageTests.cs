using System.Net;
using System.Text;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Communication by the pages: files counted without a trace of who fetched them, and strangers who register.</summary>
public sealed class CommunicationPageTests
{
    private const string Kit = "/communication/kit/to-roi-b";
    private const string Event = "/communication/events/ngay-ipv6";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task A_file_is_fetched_counted_and_leaves_no_cookie()
    {
        await using Site site = await Site.StartAsync(_clock);
        using Visitor lan = await SomePeople.VisitorAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        using var stranger = new Visitor(site);
        Assert.Equal(Kit, Visitor.Place(await lan.PostAsync("/communication", "/communication?handler=Kit", ("title", "Tờ rơi <b>"), ("kind", "leaflet"), ("audience", "người dân"))));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await lan.UploadAsync(Kit, Kit + "?handler=Attach", "x.svg", Encoding.UTF8.GetBytes("<svg onload=alert(1)>"), ("language", "vi"), ("label", "1"))));
        Assert.Equal(Kit, Visitor.Place(await lan.UploadAsync(Kit, Kit + "?handler=Attach", "to-roi.txt", Encoding.UTF8.GetBytes("IPv6"), ("language", "vi"), ("label", "1.0"))));
        using (HttpResponseMessage file = await stranger.GetAsync(Kit + "/1"))
        {
            Assert.Equal("IPv6", await file.Content.ReadAsStringAsync());
            Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
            Assert.False(file.Headers.Contains("Set-Cookie"));
            Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }

        // A question about the file and a part of it are no downloads.
        using var head = new HttpRequestMessage(HttpMethod.Head, Kit + "/1");
        using var part = new HttpRequestMessage(HttpMethod.Get, Kit + "/1");
        part.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(1, 2);
        (await stranger.SendAsync(head)).Dispose();
        (await stranger.SendAsync(part)).Dispose();
        Assert.Contains("1 lượt tải", await Visitor.TextAsync(await stranger.GetAsync(Kit)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Kit + "/2")).StatusCode);
        Assert.DoesNotContain("Tờ rơi <b>", await (await stranger.GetAsync("/communication")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/communication#press", Visitor.Place(await lan.PostAsync("/communication", "/communication?handler=Press", ("title", "<i>Bài</i>"), ("outlet", "Báo A"), ("date", "2026-05-06"), ("tone", "neutral"))));
        Assert.Contains("Tờ rơi <b>;tờ rơi;người dân;1.0;tiếng Việt;", await Visitor.TextAsync(await stranger.GetAsync("/tables/kit-items?as=csv")), StringComparison.Ordinal);
        Assert.Contains("<i>Bài</i>", await Visitor.TextAsync(await stranger.GetAsync("/tables/press-items?as=csv")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Strangers_register_few_at_a_time_and_only_the_office_reads_who()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using var stranger = new Visitor(site);
        Assert.Equal(Event, Visitor.Place(await lan.PostAsync("/communication", "/communication?handler=Event", ("title", "Ngày IPv6"), ("kind", "ipv6-day"), ("starts", "2026-12-06"), ("state", "planned"), ("seats", "500"))));
        string taken = await Visitor.TextAsync(await stranger.PostAsync(Event, Event + "?handler=Register", ("name", "Nguyễn <b>An"), ("unit", "Công ty X"), ("email", "an@x.vn")));
        Assert.Contains("Đã ghi nhận", taken, StringComparison.Ordinal);
        Assert.Equal(taken, await Visitor.TextAsync(await stranger.PostAsync(Event, Event + "?handler=Register", ("name", "Khác"), ("email", "AN@x.vn"))));
        foreach (Visitor one in (Visitor[])[stranger, hoa])
        {
            string seen = await Visitor.TextAsync(await one.GetAsync(Event));
            Assert.Contains("1/500", seen, StringComparison.Ordinal);
            Assert.All((string[])["Nguyễn", "an@x.vn"], word => Assert.DoesNotContain(word, seen, StringComparison.Ordinal));
        }

        string table = await Visitor.TextAsync(await stranger.GetAsync("/tables/public-events?as=csv"));
        Assert.Contains("Ngày IPv6;Ngày IPv6 Việt Nam;2026-12-06;2026-12-06;;dự kiến;;;500;1", table, StringComparison.Ordinal);
        string list = await (await lan.GetAsync(Event)).Content.ReadAsStringAsync();
        Assert.Contains("an@x.vn", list, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>An", list, StringComparison.Ordinal);
        string entries = "/tables/event-registrations?as=csv&belongs-to=" + Event[(Event.LastIndexOf('/') + 1)..];
        Assert.Contains("Nguyễn <b>An;Công ty X;an@x.vn;2026-11-2", await Visitor.TextAsync(await lan.GetAsync(entries)), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.GetAsync(entries)));
        Assert.StartsWith("/sign-in?return=", Visitor.Place(await stranger.GetAsync(entries)), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync(Event, Event + "?handler=ThrowAway")));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await stranger.PostAsync(Event, Event + "?handler=Register", ("name", "An"), ("email", "an"))));
        var answers = new List<string>();
        for (int i = 0; i < 20; i++)
        {
            answers.Add(Visitor.Place(await stranger.PostAsync(Event, Event + "?handler=Register", ("name", "Người Nào"), ("email", $"n{i}@x.vn"))));
        }

        Assert.Equal("TooManyRequests", answers[^1]);
        Assert.Equal(17, answers.Count(answer => answer == "OK"));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await lan.PostAsync(Event, Event + "?handler=ThrowAway", ("entry", ""))));
        Assert.Contains("báo cho họ", await Visitor.TextAsync(await lan.PostAsync(Event, Event + "?handler=Withdraw", ("reason", "nhầm"))), StringComparison.Ordinal);
        await lan.PostAsync(Event, Event + "?handler=Record", ("title", "Ngày IPv6"), ("kind", "ipv6-day"), ("starts", "2026-12-06"), ("state", "cancelled"), ("seats", "500"));
        Assert.Equal(Event, Visitor.Place(await lan.PostAsync(Event, Event + "?handler=ThrowAway", ("entry", ""))));
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync(Event, Event + "?handler=Withdraw", ("reason", "nhầm"))));
        Assert.Equal("/communication", Visitor.Place(await lan.PostAsync(Event, Event + "?handler=Withdraw", ("reason", "nhầm"))));
        Assert.Equal("NotFound", Visitor.Place(await stranger.GetAsync(Event)));
    }
}

using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Testing;
using Sextant.Web.Tests.Api;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>A table has the lines of the page that leads to it, and what is asked of it in another way is refused.</summary>
public sealed partial class NarrowedTableTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task A_table_is_narrowed_as_its_page_is()
    {
        await using Site site = await Site.StartAsync(_clock);
        using var stranger = new Visitor(site);
        int lines = 0;
        foreach ((string page, string list) in new[]
        {
            ("/documents?q=ke%20hoach", "documents"), ("/documents?kind=decision&state=in-force", "documents"), ("/documents?state=nonsense&year=2021", "documents"),
            ("/tasks?state=overdue&plan=ke-hoach-2015", "tasks"), ("/tasks?unit=vnnic&view=list", "tasks"), ("/tasks?q=no-such-task", "tasks"),
            ("/organisations?q=lang%20son", "organisations"), ("/organisations?service=mail&state=ready", "organisations"), ("/en/organisations?ended=true&q=ha", "organisations"),
        })
        {
            string text = await Visitor.TextAsync(await stranger.GetAsync(page));
            string link = WebUtility.HtmlDecode(TableLink().Matches(text).Select(match => match.Groups[1].Value).First(one => one.Contains($"/tables/{list}?as=csv", StringComparison.Ordinal)));
            using HttpResponseMessage given = await stranger.GetAsync(link);
            Assert.True(given.IsSuccessStatusCode, link);
            int rows = RowsOf(list, await given.Content.ReadAsByteArrayAsync());
            Assert.True(rows == RowHeading().Count(text), $"{page} shows {RowHeading().Count(text)}, {link} has {rows}");
            Assert.True(rows < 50, page);
            lines += rows;
        }

        Assert.True(lines > 20, $"{lines}");

        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.GetAsync("/tables/tasks?as=csv&serach=x")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.GetAsync("/tables/tasks?as=csv&progress=done&progress=overdue")).StatusCode);
    }

    [Fact(Timeout = 600_000)]
    public async Task Programs_narrow_a_table_by_what_it_says_of_itself()
    {
        await using Site site = await Site.StartAsync(_clock);
        var stranger = new AskingProgram(site, null);
        string all = await TextAsync("/tables/organisations/csv");
        string some = await TextAsync("/tables/organisations/csv?kind=province&search=lang%20son");
        Assert.Contains("lang-son", some, StringComparison.Ordinal);
        Assert.True(RowsOf("organisations", Encoding.UTF8.GetBytes(some)) < RowsOf("organisations", Encoding.UTF8.GetBytes(all)));
        string tables = (await stranger.ReadAsync("/tables?limit=200")).ToJsonString();
        Assert.Contains("\"name\":\"progress\",\"words\":[", tables, StringComparison.Ordinal);
        foreach ((string path, string word) in new[]
        {
            ("/tables/organisations/csv?progress=done", "unknown-parameter"), ("/tables/tasks/csv?progress=nonsense", "parameter"), ("/tables/tasks/xlsx?work-group=x", "parameter"),
        })
        {
            using HttpResponseMessage refused = await stranger.GetAsync(path);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.EndsWith(":" + word, (await AskingProgram.JsonOf(refused))["type"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        async Task<string> TextAsync(string path) => await (await stranger.GetAsync(path)).Content.ReadAsStringAsync();
    }

    [Fact(Timeout = 600_000)]
    public async Task What_was_measured_of_units_goes_out_and_people_only_to_who_looks_after_them()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        await site.KeepAsync(HostileScan.Of("langson.gov.vn", _clock.GetUtcNow().AddHours(-1)));
        using var stranger = new Visitor(site);
        using Visitor lan = await Visitor.InAsync(site, administrator, Role.Office);
        using Visitor hoa = await Visitor.InAsync(site, administrator, Role.FocalPoint, "hue");
        Assert.Contains("lang-son;Lạng Sơn;trang web;langson.gov.vn;cổng thông tin;có IPv6 nhưng lỗi;", await TextAsync(stranger, "/tables/unit-services?as=csv&organisation=lang-son&service=site"), StringComparison.Ordinal);
        Assert.DoesNotContain("langson.gov.vn;cổng thông tin", await TextAsync(stranger, "/tables/unit-services?as=csv&state=nothing&service=site"), StringComparison.Ordinal);
        string shares = await TextAsync(stranger, "/en/tables/unit-indicators?as=csv&indicator=C-02");
        Assert.Contains(",measured,lang-son,Lang Son,0,1,0,0,100", shares, StringComparison.Ordinal);
        Assert.DoesNotContain("C-01", shares, StringComparison.Ordinal);

        Assert.Contains(";Đầu mối của cơ quan;hue;Huế;", await TextAsync(lan, "/tables/people?as=csv"), StringComparison.Ordinal);
        Assert.Contains("/tables/people?as=csv", await TextAsync(lan, "/people"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await hoa.GetAsync("/tables/people?as=csv")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/tables/people?as=csv")).StatusCode);

        await hoa.PostAsync("/organisations/hue/domains", "/organisations/hue/domains?handler=Claim", ("name", "moi-hue.vn"), ("kinds", "site"));
        Assert.Contains("hue;Huế;moi-hue.vn;trang web;đã khai, chưa chứng minh;", await TextAsync(hoa, "/tables/domain-claims?as=csv&state=claimed"), StringComparison.Ordinal);
        Assert.DoesNotContain("moi-hue.vn", await TextAsync(stranger, "/tables/domain-claims?as=csv"), StringComparison.Ordinal);

        static async Task<string> TextAsync(Visitor who, string path) => (await Visitor.TextAsync(await who.GetAsync(path))).Replace("\"", "", StringComparison.Ordinal);
    }

    private static int RowsOf(string list, byte[] content)
    {
        var faults = new TableFaults();
        return TableReader.Read(ListCatalog.Of(list)!.Table, "x.csv", content, faults)!.Rows.Count;
    }

    [GeneratedRegex("href=\"([^\"]*/tables/[^\"]*)\"")]
    private static partial Regex TableLink();

    [GeneratedRegex("<th scope=\"row\"")]
    private static partial Regex RowHeading();
}

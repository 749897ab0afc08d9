using System.Net;
using System.Text.Json.Nodes;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Access;
using Sextant.Web.Api;
using Sextant.Web.Tests.Hosting;
using Sextant.Web.Wording;

namespace Sextant.Web.Tests.Api;

/// <summary>What the API says, against what it says of itself.</summary>
public sealed class ApiReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Where each route with values finds something in the Vietnamese pack.</summary>
    private static readonly Dictionary<string, string> Places = new()
    {
        ["organisations.read"] = "/organisations/hue", ["organisations.contacts"] = "/organisations/hue/contacts", ["targets.read"] = "/targets/site/langson.gov.vn",
        ["targets.history"] = "/targets/site/langson.gov.vn/history", ["scans.read"] = "/targets/site/langson.gov.vn/scan", ["campaigns.read"] = "/campaigns/tuan-47",
        ["figures.read"] = "/figures/C-01", ["figures.series"] = "/figures/R-01/series", ["tasks.read"] = "/tasks/ke-hoach-2015/1", ["plans.read"] = "/plans/ke-hoach-2015",
    };

    [Fact(Timeout = 600_000)]
    public async Task Every_answer_has_the_shape_that_the_description_says()
    {
        await using Site site = await Site.StartAsync(new FakeTimeProvider(Now));
        await SomeCampaigns.KeepAsync(site.Stores);
        await site.KeepAsync(HostileScan.Of("langson.gov.vn", Now.AddHours(-1)));
        string administrator = await SomePeople.AdministratorAsync(site);
        AskingProgram program = await AskingProgram.OfAsync(
            site, await SomePeople.PersonAsync(site, administrator, Role.Office), [.. Rights.Lendable.Where(Rights.Of(Role.Office).Contains)]);
        JsonObject description = await program.ReadAsync("/openapi.json");
        JsonForm form = JsonForm.Of(description);
        string meeting = (await program.ReadAsync("/meetings"))["items"]![0]!["id"]!.GetValue<string>();
        string document = (await program.ReadAsync("/documents"))["items"]![0]!["id"]!.GetValue<string>();
        int asked = 0;
        foreach (ApiRoute route in ApiCatalog.Routes.Where(route => route is { Method: "GET", Answer: not null }))
        {
            string path = Places.GetValueOrDefault(route.Id) ?? route.Id switch { "meetings.read" => "/meetings/" + meeting, "documents.read" => "/documents/" + document, _ => route.Path };
            if (path.Contains('{'))
            {
                continue; // read where it is written, in the tests of writing and of the areas
            }

            using HttpResponseMessage response = await program.GetAsync(path);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            string reference = description["paths"]![OpenApi.Bare(route.Route)]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>();
            JsonObject said = await AskingProgram.JsonOf(response);
            Assert.Empty(form.Faults(said, reference).Select(fault => path + fault));
            asked++;
        }

        Assert.True(asked >= 40, $"only {asked} were asked");
        using HttpResponseMessage none = await program.GetAsync("/organisations/nobody");
        Assert.Equal("application/problem+json", none.Content.Headers.ContentType!.MediaType);
        Assert.Empty(form.Faults(await AskingProgram.JsonOf(none), "#/components/schemas/Problem"));
    }

    [Fact]
    public void Every_way_in_is_described_in_both_languages_and_every_right_it_asks_for_can_be_lent()
    {
        foreach (string language in (string[])["vi", "en"])
        {
            WebTexts texts = WebTexts.Of(language);
            JsonObject description = JsonNode.Parse(OpenApi.Write(language, "1"))!.AsObject();
            Assert.Equal(ApiCatalog.Routes.Count, description["paths"]!.AsObject().Sum(path => path.Value!.AsObject().Count));
            string[] keys =
            [
                .. ApiCatalog.Areas.Select(area => "api.area." + area.Id), .. ApiCatalog.Routes.Select(route => "api." + route.Id),
                .. ApiCatalog.Routes.SelectMany(route => route.Query).Select(one => "api.in." + one.Name),
                .. ApiCatalog.Routes.SelectMany(route => route.Path.Split('/')).Where(part => part.StartsWith('{')).Select(part => "api.in." + part.Trim('{', '}').Split(':')[0]),
                .. Rights.Lendable.Select(right => "right." + right.Word()),
            ];
            Assert.Empty(keys.Distinct().Except(texts.Keys));
        }

        Assert.Empty(ApiCatalog.Routes.Select(route => route.Right).Distinct().Except(Rights.Lendable).Except(Rights.Of(Role.Public)));
        Assert.Empty(Rights.Lendable.Intersect([Right.KeepOwnAccount]));
        Assert.Equal(ApiCatalog.Routes.Count, RouteRules.All.Count(rule => rule.Route.StartsWith("/api/", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 600_000)]
    public async Task Pages_of_a_list_hold_every_line_once()
    {
        await using Site site = await Site.StartAsync();
        var stranger = new AskingProgram(site, null);
        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            JsonObject page = await stranger.ReadAsync("/organisations?limit=7" + (next.Length > 0 ? "&after=" + next : ""));
            seen.AddRange(page["items"]!.AsArray().Select(line => line!["slug"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
            Assert.True(seen.Count < 1000);
        }

        JsonObject whole = await stranger.ReadAsync("/organisations?limit=200");
        Assert.Null(whole["next"]);
        Assert.Equal(whole["items"]!.AsArray().Select(line => line!["slug"]!.GetValue<string>()), seen);
        Assert.Equal(63, (await stranger.ReadAsync("/organisations?kind=province&as-of=2025-06-30&limit=200"))["items"]!.AsArray().Count);
        Assert.Equal(34, (await stranger.ReadAsync("/organisations?kind=province&as-of=2025-07-01&limit=200"))["items"]!.AsArray().Count);
    }

    [Theory(Timeout = 600_000)]
    [InlineData("/organisations?as_of=2025-06-30", "unknown-parameter", "as_of")]
    [InlineData("/organisations?as-of=30/06/2025", "parameter", "as-of")]
    [InlineData("/organisations?as-of=2025-06-30&as-of=2025-07-01", "parameter", "as-of")]
    [InlineData("/organisations?limit=0", "parameter", "limit")]
    [InlineData("/organisations?limit=201", "parameter", "limit")]
    [InlineData("/organisations?limit=", "parameter", "limit")]
    [InlineData("/organisations?after=%20%20", "cursor", "after")]
    [InlineData("/targets?kind=printer", "parameter", "kind")]
    public async Task A_parameter_that_is_wrong_is_named(string path, string word, string parameter)
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage response = await new AskingProgram(site, null).GetAsync(path, ("Accept-Language", "en"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonObject problem = await AskingProgram.JsonOf(response);
        Assert.Equal("urn:sextant:problem:" + word, problem["type"]!.GetValue<string>());
        Assert.Equal(parameter, problem["parameter"]!.GetValue<string>());
    }

    [Fact(Timeout = 600_000)]
    public async Task What_has_not_changed_is_not_sent_again_and_problems_speak_the_language_asked_for()
    {
        await using Site site = await Site.StartAsync();
        var stranger = new AskingProgram(site, null);
        using HttpResponseMessage first = await stranger.GetAsync("/organisations/hue");
        string tag = first.Headers.GetValues("ETag").Single();
        Assert.Equal("*", first.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using HttpResponseMessage again = await stranger.GetAsync("/organisations/hue", ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using HttpResponseMessage other = await stranger.GetAsync("/organisations/hue?as-of=2020-01-01", ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        foreach ((string wanted, string title) in ((string, string)[])[("en-GB,vi;q=0.5", "Not there"), ("fr, vi;q=0.9, en;q=0.8", "Không có"), ("", "Không có")])
        {
            using HttpResponseMessage none = await stranger.GetAsync("/nothing/here", ("Accept-Language", wanted));
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
            Assert.Equal(title, (await AskingProgram.JsonOf(none))["title"]!.GetValue<string>());
        }

        using HttpResponseMessage bad = await new AskingProgram(site, "sxt_made-up").GetAsync("/me");
        Assert.Equal(HttpStatusCode.Unauthorized, bad.StatusCode);
        Assert.Equal("application/problem+json", bad.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Bearer", bad.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        using HttpResponseMessage closed = await stranger.GetAsync("/audit");
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
        Assert.False(closed.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact(Timeout = 600_000)]
    public async Task Who_asks_too_fast_waits_and_others_do_not()
    {
        var clock = new FakeTimeProvider(Now);
        await using Site site = await Site.StartAsync(clock);
        AskingProgram program = await AskingProgram.OfAsync(site, await SomePeople.AdministratorAsync(site), Right.ReadAudit);
        var stranger = new AskingProgram(site, null);
        int let = 0;
        HttpResponseMessage last;
        do
        {
            last = await stranger.GetAsync("/me");
        }
        while (last.StatusCode == HttpStatusCode.OK && ++let < 1000);

        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.Equal(150, let); // 5 a second, 30 seconds' worth
        Assert.Equal("1", last.Headers.GetValues("Retry-After").Single());
        using HttpResponseMessage known = await program.GetAsync("/me");
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        clock.Advance(TimeSpan.FromSeconds(1));
        using HttpResponseMessage later = await stranger.GetAsync("/me");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Api;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Api;

/// <summary>What programs write: done once, on the terms that they say, by nobody who may not, and told in full where it is refused.</summary>
public sealed class ApiWritingTests
{
    private const string Task1 = "/tasks/ke-hoach-2015/1";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Fact(Timeout = 600_000)]
    public async Task A_conversion_plan_goes_its_way_and_each_answer_has_its_shape()
    {
        await using Site site = await Site.StartAsync(new FakeTimeProvider(Now));
        string administrator = await SomePeople.AdministratorAsync(site);
        AskingProgram unit = await AskingProgram.OfAsync(site, await SomePeople.PersonAsync(site, administrator, Role.FocalPoint, "hue"), Right.ReadConversions, Right.WriteConversions);
        AskingProgram reviewer = await AskingProgram.OfAsync(site, administrator, Right.ReadConversions, Right.ReviewConversions);

        using HttpResponseMessage begun = await unit.SendAsync(HttpMethod.Post, "/organisations/hue/conversions", """{"title":"Kế hoạch chuyển đổi"}""", ("Idempotency-Key", "a1"));
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        Assert.Equal("/api/v1/organisations/hue/conversions/1", begun.Headers.Location!.ToString());
        await FitsAsync(site, begun, "Conversion");

        // The same again is the same; the key for something else is a mistake; another plan is refused, since one is open.
        using HttpResponseMessage again = await unit.SendAsync(HttpMethod.Post, "/organisations/hue/conversions", """{"title":"Kế hoạch chuyển đổi"}""", ("Idempotency-Key", "a1"));
        Assert.Equal((HttpStatusCode.Created, begun.Headers.Location), (again.StatusCode, again.Headers.Location));
        Assert.Equal("other-request", await WordAsync(unit.SendAsync(HttpMethod.Post, "/organisations/hue/conversions", """{"title":"Khác"}""", ("Idempotency-Key", "a1"))));
        Assert.Equal("conversion-open", await WordAsync(unit.SendAsync(HttpMethod.Post, "/organisations/hue/conversions", """{"title":"Khác"}""", ("Idempotency-Key", "a2"))));

        // Not without the tag; not with an old one; the second of two that read the same is refused.
        const string Body = """{"title":"Kế hoạch","sections":{"legal":"Căn cứ"}}""";
        string tag = begun.Headers.ETag!.Tag;
        Assert.Equal("if-match", await WordAsync(unit.SendAsync(HttpMethod.Put, "/organisations/hue/conversions/1", Body)));
        using HttpResponseMessage written = await unit.SendAsync(HttpMethod.Put, "/organisations/hue/conversions/1", Body, ("If-Match", tag));
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Equal("Căn cứ", (await FitsAsync(site, written, "Conversion"))["inside"]!["sections"]!["legal"]!.GetValue<string>());
        Assert.Equal("changed-since", await WordAsync(unit.SendAsync(HttpMethod.Put, "/organisations/hue/conversions/1", Body.Replace("Căn cứ", "Khác", StringComparison.Ordinal), ("If-Match", tag))));
        using HttpResponseMessage early = await unit.SendAsync(HttpMethod.Post, "/organisations/hue/conversions/1/submission", null, ("If-Match", written.Headers.ETag!.Tag));
        JsonNode lacking = JsonNode.Parse(await early.Content.ReadAsStringAsync())!;
        Assert.Equal("urn:sextant:problem:conversion-incomplete", lacking["type"]!.GetValue<string>());
        Assert.StartsWith($"Chưa trình được: còn thiếu {lacking["errors"]!.AsArray().Count} mục", lacking["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(lacking["errors"]!.AsArray(), one => one!["pointer"]!.GetValue<string>() == "/inside/sections/present" && one["detail"]!.GetValue<string>().StartsWith("Chưa có mục II.", StringComparison.Ordinal));

        // Of another unit; of nobody; of who may only look through.
        Assert.Equal("status-403", await WordAsync(unit.SendAsync(HttpMethod.Post, "/organisations/lang-son/conversions", """{"title":"x"}""", ("Idempotency-Key", "a3"))));
        Assert.Equal("status-401", await WordAsync(new AskingProgram(site, null).SendAsync(HttpMethod.Post, "/organisations/hue/conversions", """{"title":"x"}""", ("Idempotency-Key", "a3"))));
        Assert.Equal("status-403", await WordAsync(reviewer.SendAsync(HttpMethod.Put, "/organisations/hue/conversions/1", Body, ("If-Match", "*"))));
        Assert.Null((await new AskingProgram(site, null).ReadAsync("/organisations/hue/conversions/1"))["plan"]); // a problem: a draft is as if it were not
        Assert.Contains(await site.Parts.People.Audit.ListAsync(new AuditFilter()), entry => entry is { Action: "conversion.record" } && entry.Who.StartsWith("token:", StringComparison.Ordinal));
    }

    [Fact(Timeout = 600_000)]
    public async Task Of_twenty_that_report_at_once_with_one_key_one_is_written_and_of_twenty_that_read_the_same_one_writes()
    {
        await using Site site = await Site.StartAsync();
        string administrator = await SomePeople.AdministratorAsync(site);
        AskingProgram office = await AskingProgram.OfAsync(site, await SomePeople.PersonAsync(site, administrator, Role.Office), Right.ReportTasks, Right.WritePlans, Right.WriteConversions, Right.ReadConversions);
        HttpResponseMessage[] reports = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            office.SendAsync(HttpMethod.Post, Task1 + "/reports", """{"text":"Đã làm một nửa","percent":50}""", ("Idempotency-Key", "one"))));
        Assert.All(reports, response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
        Assert.Single((await office.ReadAsync(Task1))["reports"]!.AsArray());

        using HttpResponseMessage begun = await office.SendAsync(HttpMethod.Post, "/organisations/hue/conversions", """{"title":"Kế hoạch"}""", ("Idempotency-Key", "two"));
        string tag = begun.Headers.ETag!.Tag;
        HttpResponseMessage[] writes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => office.SendAsync(
            HttpMethod.Put, "/organisations/hue/conversions/1", $$$"""{"title":"Kế hoạch {{{i}}}","sections":{}}""", ("If-Match", tag))));
        Assert.Equal(1, writes.Count(response => response.StatusCode == HttpStatusCode.OK));
        Assert.Equal(19, writes.Count(response => response.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact(Timeout = 600_000)]
    public async Task Everything_wrong_with_a_body_is_said_at_once_with_its_place()
    {
        await using Site site = await Site.StartAsync();
        AskingProgram office = await AskingProgram.OfAsync(site, await SomePeople.PersonAsync(site, await SomePeople.AdministratorAsync(site), Role.Office), Right.WritePlans, Right.ReportTasks);
        using HttpResponseMessage refused = await office.SendAsync(
            HttpMethod.Post, Task1 + "/reports", """{"text":null,"percent":"50","date":"22/11/2026","done":true,"done":false,"a/b~c":1}""", ("Idempotency-Key", "k"), ("Accept-Language", "en"));
        JsonObject problem = await AskingProgram.JsonOf(refused);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(
            ["/text null", "/percent type", "/date type", "/done doubled", "/a~1b~0c unknown"],
            problem["errors"]!.AsArray().Select(one => $"{one!["pointer"]} {one["word"]}"));
        Assert.Equal("/text missing", (await OneAsync(office, "{}")));
        Assert.Equal("body-json", await WordAsync(Send(office, "{\"text\":")));
        Assert.Equal("body-json", await WordAsync(Send(office, string.Concat(Enumerable.Repeat("[", 40)))));
        Assert.Equal("body-size", await WordAsync(Send(office, $$"""{"text":"{{new string('x', 65_000)}}","a":"{{new string('x', 600)}}"}""")));
        Assert.Equal("report-text", await WordAsync(Send(office, """{"text":"  "}""")));
        Assert.Equal("idempotency-key", await WordAsync(office.SendAsync(HttpMethod.Post, Task1 + "/reports", """{"text":"x"}""")));
        Assert.Equal("idempotency-form", await WordAsync(office.SendAsync(HttpMethod.Post, Task1 + "/reports", """{"text":"x"}""", ("Idempotency-Key", "a b"))));
        Assert.Empty((await office.ReadAsync(Task1))["reports"]!.AsArray());
    }

    [Fact(Timeout = 600_000)]
    public async Task A_browsers_session_reads_and_writes_nothing_without_a_forms_token()
    {
        await using Site site = await Site.StartAsync();
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor office = await Visitor.InAsync(site, administrator, Role.Office);
        using HttpResponseMessage read = await office.GetAsync("/api/v1/audit");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + Task1 + "/reports") { Content = new StringContent("""{"text":"x"}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "k");
        Assert.Equal("cookie", await WordAsync(office.SendAsync(request)));
    }

    [Fact(Timeout = 600_000)]
    public async Task Other_sites_pages_may_ask_before_reading_and_never_before_writing()
    {
        await using Site site = await Site.StartAsync();
        var stranger = new AskingProgram(site, null);
        using HttpResponseMessage reading = await stranger.SendAsync(HttpMethod.Options, "/organisations", null, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "GET"));
        Assert.Equal("*", reading.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.DoesNotContain("Authorization", string.Join(' ', reading.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.OrdinalIgnoreCase);
        using HttpResponseMessage writing = await stranger.SendAsync(HttpMethod.Options, Task1 + "/reports", null, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "POST"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, writing.StatusCode);
        Assert.False(writing.Headers.Contains("Access-Control-Allow-Origin"));
    }

    internal static async Task<JsonObject> FitsAsync(Site site, HttpResponseMessage response, string shape)
    {
        JsonForm form = JsonForm.Of(JsonNode.Parse(OpenApi.Write("en", site.Parts.Version))!.AsObject());
        JsonObject said = await AskingProgram.JsonOf(response);
        Assert.Empty(form.Faults(said, "#/components/schemas/" + shape));
        return said;
    }

    internal static async Task<string> WordAsync(Task<HttpResponseMessage> asked)
    {
        using HttpResponseMessage response = await asked;
        string said = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{response.StatusCode} {said}");
        return JsonNode.Parse(said)!["type"]!.GetValue<string>()["urn:sextant:problem:".Length..];
    }

    private static Task<HttpResponseMessage> Send(AskingProgram program, string body) => program.SendAsync(HttpMethod.Post, Task1 + "/reports", body, ("Idempotency-Key", Guid.NewGuid().ToString()));

    private static async Task<string> OneAsync(AskingProgram program, string body)
    {
        using HttpResponseMessage response = await Send(program, body);
        JsonNode one = (await AskingProgram.JsonOf(response))["errors"]!.AsArray().Single()!;
        return $"{one["pointer"]} {one["word"]}";
    }
}

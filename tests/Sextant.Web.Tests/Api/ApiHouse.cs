using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Api;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Api;

/// <summary>One site for all tests of the API's areas, with programs of the office and of two units. Each answer that goes through <see cref="DoAsync"/> is held against the description.</summary>
public sealed class ApiHouse : IAsyncLifetime
{
    private JsonObject _description = null!;
    private JsonForm _form = null!;

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    internal Site Site { get; private set; } = null!;

    internal AskingProgram Office { get; private set; } = null!;

    /// <summary>For what the office may not: to look through what others, and the office itself, hand in.</summary>
    internal AskingProgram Reviewer { get; private set; } = null!;

    /// <summary>For campaigns.</summary>
    internal AskingProgram Engineer { get; private set; } = null!;

    /// <summary>The browser of who looks after the installation.</summary>
    internal string AdministratorSession { get; private set; } = "";

    internal AskingProgram Administrator { get; private set; } = null!;

    internal AskingProgram Hue { get; private set; } = null!;

    internal AskingProgram LangSon { get; private set; } = null!;

    internal AskingProgram Stranger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await Site.StartAsync(Clock);
        string administrator = AdministratorSession = await SomePeople.AdministratorAsync(Site);
        Office = await ProgramAsync(administrator, Role.Office, null);
        Reviewer = await ProgramAsync(administrator, Role.Reviewer, null);
        Engineer = await ProgramAsync(administrator, Role.MeasurementEngineer, null);
        Administrator = await AskingProgram.OfAsync(Site, administrator, [.. Rights.Lendable.Where(Rights.Of(Role.Administrator).Contains)]);
        Hue = await ProgramAsync(administrator, Role.FocalPoint, "hue");
        LangSon = await ProgramAsync(administrator, Role.FocalPoint, "lang-son");
        Stranger = new AskingProgram(Site, null);
        _description = JsonNode.Parse(OpenApi.Write("en", Site.Parts.Version))!.AsObject();
        _form = JsonForm.Of(_description);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>The office, or where it may not, who looks through or speaks for a unit.</summary>
    internal AskingProgram Whoever(ApiRoute route) => Rights.Of(Role.Office).Contains(route.Right) ? Office : Rights.Of(Role.Reviewer).Contains(route.Right) ? Reviewer
        : Rights.Of(Role.MeasurementEngineer).Contains(route.Right) ? Engineer : Hue;

    /// <summary>Does something that goes well, and holds the answer against the description; null where nothing comes back.</summary>
    internal async Task<JsonObject> DoAsync(AskingProgram who, string method, string path, string? body = null, string match = "*")
    {
        using HttpResponseMessage response = await SendAsync(who, method, path, body is null ? null : Json(body), match);
        return await FitsAsync(method, path, response);
    }

    /// <summary>The same with a file.</summary>
    internal async Task<JsonObject> UploadAsync(AskingProgram who, string path, byte[] content)
    {
        using HttpResponseMessage response = await SendAsync(who, "POST", path, File(content));
        return await FitsAsync("POST", path, response);
    }

    /// <summary>Why something is refused.</summary>
    internal async Task<string> WordAsync(AskingProgram who, string method, string path, string? body = null, string match = "*")
    {
        using HttpResponseMessage response = await SendAsync(who, method, path, body is null ? null : Json(body), match);
        return await WordAsync(method + " " + path, response);
    }

    internal async Task<string> WordAsync(string asked, HttpResponseMessage response)
    {
        string said = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{asked}: {response.StatusCode} {said}");
        JsonNode problem = JsonNode.Parse(said)!;
        Assert.Empty(_form.Faults(problem, "#/components/schemas/Problem"));
        Assert.True((int)response.StatusCode < 500, asked + said);
        return problem["type"]!.GetValue<string>()["urn:sextant:problem:".Length..];
    }

    internal Task<HttpResponseMessage> SendAsync(AskingProgram who, string method, string path, HttpContent? content, string match = "*")
    {
        // A second for each request: as fast as a program may ask for hours.
        Clock.Advance(TimeSpan.FromSeconds(1));
        ApiRoute route = RouteOf(method, path);
        List<(string, string)> headers = [("Accept-Language", "en")];
        headers.AddRange(route.Creates ? [("Idempotency-Key", Guid.NewGuid().ToString())] : []);
        headers.AddRange(route.NeedsMatch ? [("If-Match", match)] : []);
        return who.SendContentAsync(new HttpMethod(method), path, content, [.. headers]);
    }

    internal static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    internal static ByteArrayContent File(byte[] content) => new(content) { Headers = { ContentType = new MediaTypeHeaderValue(ApiRoute.FileType) } };

    internal static ApiRoute RouteOf(string method, string path)
    {
        string[] parts = path.Split('?')[0].Split('/');
        return ApiCatalog.Routes.Where(route => route.Method == method && Leads(route.Path.Split('/'), parts)).MinBy(route => route.Path.Count(letter => letter == '{'))
            ?? throw new InvalidOperationException($"No way in: {method} {path}");
    }

    private static bool Leads(string[] route, string[] parts) => route.Length == parts.Length && route.Zip(parts).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));

    private async Task<JsonObject> FitsAsync(string method, string path, HttpResponseMessage response)
    {
        ApiRoute route = RouteOf(method, path);
        string said = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == route.Status, $"{method} {path}: {response.StatusCode} {said}");
        JsonNode told = _description["paths"]![OpenApi.Bare(route.Route)]![method.ToLowerInvariant()]!["responses"]![route.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)]!;
        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            Assert.Null(told["content"]);
            return [];
        }

        JsonObject answer = JsonNode.Parse(said)!.AsObject();
        Assert.Empty(_form.Faults(answer, told["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>()).Select(fault => $"{method} {path}: {fault}"));
        return answer;
    }

    private async Task<AskingProgram> ProgramAsync(string administrator, Role role, string? organisation) => await AskingProgram.OfAsync(
        Site, await SomePeople.PersonAsync(Site, administrator, role, organisation), [.. Rights.Lendable.Where(Rights.Of(role).Contains)]);
}

/// <summary>Tests that share the house: one after the other, on one register.</summary>
[CollectionDefinition(Name)]
public sealed class ApiAreas : ICollectionFixture<ApiHouse>
{
    public const string Name = "api areas";
}

using System.Net;
using System.Text.Json.Nodes;
using Sextant.Programme.People;
using Sextant.Web.Api;

namespace Sextant.Web.Tests.Api;

/// <summary>Every way that writes, asked wrongly: nothing of it reaches an area, and each time it is said why.</summary>
[Collection(ApiAreas.Name)]
public sealed class HostileProgramTests(ApiHouse house)
{
    private static readonly ApiRoute[] Writes = [.. ApiCatalog.Routes.Where(route => route.Method != "GET")];

    [Fact(Timeout = 600_000)]
    public async Task Bodies_of_another_shape_are_refused_by_every_way_in()
    {
        Assert.True(Writes.Length > 110, $"{Writes.Length} ways write");
        foreach (ApiRoute route in Writes.Where(route => route.Body is not null && route.Id is not ("events.register" or "scans.ask")))
        {
            AskingProgram who = house.Whoever(route);
            Assert.Equal("body", await house.WordAsync(who, route.Method, PathOf(route), "[]"));
            Assert.Equal("body", await house.WordAsync(who, route.Method, PathOf(route), """{"made-up":{"a":[1,{"b":null}]}}"""));
            Assert.Equal("body-json", await house.WordAsync(who, route.Method, PathOf(route), """{"a":"""));
            using HttpResponseMessage form = await house.SendAsync(who, route.Method, PathOf(route), new FormUrlEncodedContent([KeyValuePair.Create("a", "b")]));
            Assert.Equal("content-type", await house.WordAsync(route.Id, form));
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Every_member_of_another_type_is_named_and_a_body_beyond_its_bound_is_not_read()
    {
        foreach (ApiRoute route in Writes.Where(route => route.Body is not null && route.Id is not ("events.register" or "scans.ask")))
        {
            // Each member as what it is not: an object of objects is none of the shapes.
            string[] members = [.. ApiJson.Of(route.Body!).Properties.Select(one => one.Name)];
            var body = new JsonObject(members.Select(name => KeyValuePair.Create(name, (JsonNode?)JsonNode.Parse("""{"x":{"y":[[]]}}"""))));
            using HttpResponseMessage refused = await house.SendAsync(house.Whoever(route), route.Method, PathOf(route), ApiHouse.Json(body.ToJsonString()));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            string[] named = [.. (await AskingProgram.JsonOf(refused))["errors"]!.AsArray().Select(one => one!["pointer"]!.GetValue<string>().Split('/')[1]).Distinct()];
            Assert.Equal(members.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        }

        foreach (ApiRoute route in Writes.Where(route => route.Body is not null).DistinctBy(route => route.MostBytes))
        {
            Assert.Equal("body-size", await house.WordAsync(house.Whoever(route), route.Method, PathOf(route), "\"" + new string('x', route.MostBytes) + "\""));
        }

        using HttpResponseMessage large = await house.SendAsync(house.Office, "POST", "/kit/x/files?file-name=a.pdf&language=vi&label=1", ApiHouse.File(new byte[(1 << 20) + 1]));
        Assert.Equal("body-size", await house.WordAsync("kit", large));
        using HttpResponseMessage page = await house.SendAsync(house.Office, "POST", "/kit/x/files?file-name=a.pdf&language=vi&label=1", ApiHouse.Json("{}"));
        Assert.Equal("content-type-file", await house.WordAsync("kit", page));
        using HttpResponseMessage unnamed = await house.SendAsync(house.Office, "POST", "/kit/x/files?file-name=a.pdf&label=1", ApiHouse.File([1]));
        Assert.Equal("parameter", await house.WordAsync("kit", unnamed));
    }

    [Fact(Timeout = 600_000)]
    public async Task A_word_that_is_no_choice_is_answered_with_those_that_are()
    {
        int seen = 0;
        foreach (ApiRoute route in Writes.Where(route => route.Body is not null))
        {
            foreach ((string name, OneOfAttribute choice) in ApiJson.Of(route.Body!).Properties.Select(one => (one.Name, Choice: OneOfAttribute.Of(one.AttributeProvider))).Where(one => one.Choice is not null).Select(one => (one.Name, one.Choice!)))
            {
                using HttpResponseMessage refused = await house.SendAsync(house.Whoever(route), route.Method, PathOf(route), ApiHouse.Json(new JsonObject { [name] = "no-such-word" }.ToJsonString()));
                JsonNode told = (await AskingProgram.JsonOf(refused))["errors"]!.AsArray().Single(one => one!["pointer"]!.GetValue<string>() == "/" + name)!;
                Assert.Equal("choice", told["word"]!.GetValue<string>());
                Assert.All(choice.Words, word => Assert.Contains(word, told["detail"]!.GetValue<string>(), StringComparison.Ordinal));
                JsonNode described = OpenApi.Schema(route.Body!)["properties"]![name]!;
                Assert.Equal(choice.Words, described["enum"]!.AsArray().Where(word => word is not null).Select(word => word!.GetValue<string>()));
                seen++;
            }
        }

        Assert.True(seen > 20, $"{seen} choices");
    }

    [Fact(Timeout = 600_000)]
    public async Task What_changes_something_says_what_it_read_and_what_makes_something_has_its_key()
    {
        foreach (ApiRoute route in Writes.Where(route => route.Body is null))
        {
            HttpContent? content = route.Uploads ? ApiHouse.File([1]) : null;
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            using HttpResponseMessage bare = await house.Whoever(route).SendContentAsync(HttpMethod.Post, PathOf(route) + QueryOf(route), content);
            string expected = route.NeedsMatch ? "if-match" : route.Creates ? "idempotency-key" : "";
            string got = await house.WordAsync(route.Id, bare);
            Assert.True(expected.Length == 0 || got == expected, $"{route.Id}: {got}");
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Another_units_record_is_changed_by_nobody_but_the_unit_and_the_office()
    {
        int asked = 0;
        foreach (ApiRoute route in ApiCatalog.Routes.Where(route => route.Scope is not null && route.Right != Right.ReadPublished && Rights.Of(Role.FocalPoint).Contains(route.Right)))
        {
            using HttpResponseMessage response = await house.SendAsync(house.LangSon, route.Method, PathOf(route), route.Uploads ? ApiHouse.File([1]) : null);
            Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{route.Id}: {response.StatusCode}");
            asked++;
        }

        Assert.True(asked > 30, $"only {asked}");
    }

    private static string QueryOf(ApiRoute route) => route.Query.Any(one => one.Needed) ? "?" + string.Join('&', route.Query.Where(one => one.Needed).Select(one => $"{one.Name}={one.Words?[0] ?? "x"}")) : "";

    private static string PathOf(ApiRoute route) => string.Join('/', route.Path.Split('/').Select(part => part switch
    {
        "{slug}" => "hue",
        "{period}" => "2026-Q3",
        "{form}" => "operator",
        "{sha256}" => new string('0', 64),
        _ when part.Contains(":int", StringComparison.Ordinal) => "1",
        _ when part.StartsWith('{') => "khong-co",
        _ => part,
    }));
}

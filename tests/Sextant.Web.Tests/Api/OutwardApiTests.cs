using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Api;

/// <summary>What goes out and comes in from outside by a program: webhooks with their secrets, files of others, and what a figure is made of.</summary>
[Collection(ApiAreas.Name)]
public sealed class OutwardApiTests(ApiHouse house)
{
    [Fact(Timeout = 600_000)]
    public async Task An_address_is_kept_by_a_program_and_its_secret_is_told_once()
    {
        const string Body = """{"url":"https://hooks.example.gov.vn/in","label":"Kho dữ liệu","events":["campaign.ended"]}""";
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", "/webhooks", Body));
        Assert.Equal("webhook-url", await house.WordAsync(house.Office, "POST", "/webhooks", Body.Replace("https", "http", StringComparison.Ordinal)));
        JsonObject made = await house.DoAsync(house.Office, "POST", "/webhooks", Body);
        (string key, string secret) = (Text(made, "key"), Text(made, "secret"));
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        string one = "/webhooks/" + key;
        Assert.DoesNotContain(secret, (await house.DoAsync(house.Office, "GET", "/webhooks")).ToJsonString() + await house.DoAsync(house.Office, "GET", one), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await house.DoAsync(house.Office, "GET", "/audit")).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "GET", one));

        Assert.Equal("paused", Text(await house.DoAsync(house.Office, "POST", one + "/standing", """{"state":"paused"}"""), "state"));
        Assert.Equal("webhook-state", await house.WordAsync(house.Office, "POST", one + "/standing", """{"state":"removed"}"""));
        Assert.Equal("active", Text(await house.DoAsync(house.Office, "POST", one + "/standing", """{"state":"active"}"""), "state"));
        Assert.Equal("Kho mới", Text(await house.DoAsync(house.Office, "PUT", one, Body.Replace("Kho dữ liệu", "Kho mới", StringComparison.Ordinal)), "label"));
        JsonArray sent = (await house.DoAsync(house.Office, "POST", one + "/trials"))["items"]!.AsArray();
        Assert.Equal("ping", Text(Assert.Single(sent)!.AsObject(), "kind"));
        sent = (await house.DoAsync(house.Office, "POST", $"{one}/deliveries/{Text(sent[0]!.AsObject(), "key")}/again"))["items"]!.AsArray();
        Assert.Equal(2, sent.Count);
        JsonObject other = await house.DoAsync(house.Office, "POST", one + "/secret");
        Assert.NotEqual(secret, Text(other, "secret"));
        Assert.NotNull((await house.DoAsync(house.Office, "GET", one))["formerSecretUntil"]);
        Assert.Equal("if-match", await WithoutMatchAsync(one + "/removal"));
        await house.DoAsync(house.Office, "POST", one + "/removal");
        Assert.Equal("status-404", await house.WordAsync(house.Office, "GET", one));
    }

    [Fact(Timeout = 600_000)]
    public async Task Files_of_others_go_their_whole_way_by_a_program_also_as_one_archive()
    {
        const string Path = "/outside/waiting?publisher=apnic&file-name=";
        byte[] zip = Zip(("a.json", Row("VN", "2026-11-20", 66)), ("b.json", Row("TH", "2026-11-20", 50)), ("c.json", Row("MY", "2026-11-20", 70)));
        Assert.Equal("status-403", await WordAsync(house.Hue, Path + "x.zip", zip));
        Assert.Equal("outside-archive", await WordAsync(house.Engineer, Path + "x.zip", Encoding.UTF8.GetBytes("no zip")));
        using (HttpResponseMessage faulty = await house.SendAsync(house.Engineer, "POST", Path + "x.json", ApiHouse.File(Encoding.UTF8.GetBytes(Row("VN", "2026-11-20", 101)))))
        {
            JsonObject problem = await AskingProgram.JsonOf(faulty);
            Assert.EndsWith(":outside-faulty", Text(problem, "type"), StringComparison.Ordinal);
            Assert.All(problem["errors"]!.AsArray(), one => Assert.Equal("percent", Text(one!.AsObject(), "word")));
        }

        JsonObject waiting = await house.UploadAsync(house.Engineer, Path + "x.zip", zip);
        Assert.Equal((3, 2), ((int)waiting["brings"]!["economies"]!, (int)waiting["brings"]!["newFigures"]!));
        string held = "/outside/waiting/" + Text(waiting, "key");
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "GET", held));
        JsonObject taken = await house.DoAsync(house.Engineer, "POST", held + "/application");
        Assert.Equal("status-404", await house.WordAsync(house.Engineer, "GET", held));
        JsonObject rank = Assert.Single((await house.DoAsync(house.Stranger, "GET", "/outside/ranks"))["items"]!.AsArray(), one => Text(one!.AsObject(), "series") == "apnic-capable")!.AsObject();
        Assert.Equal((2, 3, 2), ((int)rank["world"]!, (int)rank["ofWorld"]!, (int)rank["asean"]!));
        Assert.Equal("outside-known", await WordAsync(house.Engineer, Path + "y.zip", zip));

        string delivery = "/outside/deliveries/" + Text(taken, "key");
        Assert.NotNull((await house.DoAsync(house.Engineer, "POST", delivery + "/undoing", """{"reason":"nhầm"}"""))["undoneAt"]);
        Assert.Empty((await house.DoAsync(house.Stranger, "GET", "/outside/ranks"))["items"]!.AsArray());
        held = "/outside/waiting/" + Text(await house.UploadAsync(house.Engineer, Path + "x.zip", zip), "key");
        await house.DoAsync(house.Engineer, "POST", held + "/drop");
        Assert.Empty((await house.DoAsync(house.Engineer, "GET", "/outside/waiting"))["items"]!.AsArray());
    }

    [Fact(Timeout = 600_000)]
    public async Task A_figure_is_taken_apart_by_units_and_by_what_would_repair_it()
    {
        await house.Site.KeepAsync(HostileScan.Of("langson.gov.vn", house.Clock.GetUtcNow().AddHours(-1)));
        JsonArray figures = (await house.DoAsync(house.Stranger, "GET", "/figures/C-02/contributions"))["figures"]!.AsArray();
        JsonArray units = figures[0]!["units"]!.AsArray();
        JsonNode langSon = Assert.Single(units, unit => (string?)unit!["organisation"] == "lang-son")!;
        Assert.Equal("Lạng Sơn", (string?)langSon["name"]!["vi"]);
        Assert.Equal((0, 1, 100m), ((int)langSon["yes"]!, (int)langSon["no"]!, units.Sum(unit => (decimal)unit!["points"]! + (decimal)unit["gain"]!)));
        JsonNode figure = (await house.DoAsync(house.Stranger, "GET", "/figures/C-02/what-if"))["figures"]![0]!;
        Assert.Equal(0m, (decimal)figure["exact"]!);
        Assert.Equal(1, (int)Assert.Single(figure["repairs"]!.AsArray(), one => ((string?)one!["criterion"])!.StartsWith("WEB-", StringComparison.Ordinal) && (int)one["targets"]! == 1)!["targets"]!);
        Assert.Equal("status-404", await house.WordAsync(house.Stranger, "GET", "/figures/X-99/what-if"));
    }

    [Fact(Timeout = 600_000)]
    public async Task A_change_of_a_list_holds_to_the_page_that_was_read()
    {
        await house.DoAsync(house.Office, "POST", "/holdings", """{"organisation":"vnpt","kind":"network","name":"AS64501"}""");
        await house.DoAsync(house.Office, "POST", "/holdings", """{"organisation":"vnpt","kind":"network","name":"AS64502"}""");
        JsonObject first = await house.DoAsync(house.Office, "GET", "/holdings?limit=1");
        string page = "limit=1&after=" + Uri.EscapeDataString(Text(first, "next"));
        using HttpResponseMessage second = await house.SendAsync(house.Office, "GET", "/holdings?" + page, null);
        string tag = second.Headers.ETag!.ToString();
        string key = Text((await AskingProgram.JsonOf(second))["items"]![0]!.AsObject(), "key");
        Assert.Equal("changed-since", await house.WordAsync(house.Office, "POST", "/holdings/releases", $$"""{"key":"{{key}}","reason":"ghi nhầm"}""", tag));
        JsonObject left = await house.DoAsync(house.Office, "POST", "/holdings/releases?" + page, $$"""{"key":"{{key}}","reason":"ghi nhầm"}""", tag);
        Assert.DoesNotContain(key, left.ToJsonString(), StringComparison.Ordinal);
    }

    private static string Text(JsonObject said, string name) => said[name]!.GetValue<string>();

    private async Task<string> WithoutMatchAsync(string path)
    {
        using HttpResponseMessage refused = await house.Office.SendAsync(HttpMethod.Post, path, null);
        Assert.Equal(HttpStatusCode.PreconditionRequired, refused.StatusCode);
        return Text(await AskingProgram.JsonOf(refused), "type")["urn:sextant:problem:".Length..];
    }

    private async Task<string> WordAsync(AskingProgram who, string path, byte[] content)
    {
        using HttpResponseMessage refused = await house.SendAsync(who, "POST", path, ApiHouse.File(content));
        return await house.WordAsync(path, refused);
    }

    private static string Row(string economy, string day, decimal percent) => FormattableString.Invariant(
        $$$"""{"copyright":"invented","data":[{"cc":"{{{economy}}}","date":"{{{day}}}","30":{"seen":150000,"capable_pc":{{{percent}}},"preferred_pc":{{{percent}}}}}]}""");

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var kept = new MemoryStream();
        using (var zip = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in files)
            {
                using Stream stream = zip.CreateEntry("apnic/" + name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return kept.ToArray();
    }
}

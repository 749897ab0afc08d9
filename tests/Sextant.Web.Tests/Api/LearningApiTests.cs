using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sextant.Programme.Audit;

namespace Sextant.Web.Tests.Api;

/// <summary>Training, the kit, the press and events by a program: the office writes, everybody reads what is everybody's.</summary>
[Collection(ApiAreas.Name)]
public sealed class LearningApiTests(ApiHouse house)
{
    [Fact(Timeout = 600_000)]
    public async Task A_course_is_held_and_only_who_may_sees_who_learned()
    {
        JsonObject course = await house.DoAsync(house.Office, "POST", "/training/courses", """{"title":"Định tuyến IPv6","level":"basic","certificateMonths":24}""");
        string path = "/training/courses/" + course["id"]!.GetValue<string>();
        await house.DoAsync(house.Office, "POST", path + "/sessions", """{"starts":"2026-11-10","mode":"place","teacher":"Cô Tâm","parts":2,"state":"held"}""");
        string list = path + "/sessions/1";
        const string Session = """{"starts":"2026-11-10","mode":"place","teacher":"Cô Tâm","place":"Hà Nội","parts":2,"state":"held"}""";
        string tag = await TagAsync(list);
        Assert.Equal("Hà Nội", (await house.DoAsync(house.Office, "PUT", list, Session, tag))["session"]!["place"]!.GetValue<string>());
        Assert.Equal("changed-since", await house.WordAsync(house.Office, "PUT", list, Session.Replace("Hà Nội", "Huế", StringComparison.Ordinal), tag));
        await house.DoAsync(house.Office, "POST", path + "/sessions", Session);
        await house.DoAsync(house.Office, "POST", path + "/sessions/2/withdrawal", """{"reason":"ghi nhầm"}""", await TagAsync(path + "/sessions/2"));
        JsonObject enrolled = await house.DoAsync(house.Office, "POST", list + "/enrolments", """{"name":"Nguyễn Văn An","organisation":"hue","email":"an@hue.gov.vn"}""");
        string an = enrolled["list"]![0]!["learner"]!["key"]!.GetValue<string>();
        await house.DoAsync(house.Office, "POST", list + "/enrolments", """{"name":"Trần Bình","email":"binh@example.vn"}""");
        Assert.Equal("attended-parts", await house.WordAsync(house.Office, "PUT", list + "/marks", $$"""{"marks":[{"learner":"{{an}}","attended":[3]}]}"""));
        Assert.Equal("enrolment-none", await house.WordAsync(house.Office, "PUT", list + "/marks", """{"marks":[{"learner":"999999","attended":[1]}]}"""));
        await house.DoAsync(house.Office, "PUT", list + "/marks", $$"""{"marks":[{"learner":"{{an}}","attended":[1,2],"result":"passed"}]}""");
        JsonObject certified = await house.DoAsync(house.Office, "POST", list + "/certificates");
        Assert.Single(certified["list"]!.AsArray(), line => line!["certificate"] is not null);
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "GET", list));
        JsonObject seen = await house.DoAsync(house.Stranger, "GET", path);
        Assert.Equal(1, seen["counts"]!["passed"]!.GetValue<int>());
        Assert.All((string[])["Tâm", "Bình", "hue.gov.vn"], word => Assert.DoesNotContain(word, Text(seen), StringComparison.Ordinal));

        // The list is read some at a time, and each person once.
        var names = new List<string>();
        for (string? next = ""; next is not null;)
        {
            JsonObject page = await house.DoAsync(house.Office, "GET", "/learners?limit=1" + (next.Length > 0 ? "&after=" + next : ""));
            names.AddRange(page["items"]!.AsArray().Select(one => one!["name"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
        }

        Assert.Equal(["Nguyễn Văn An", "Trần Bình"], names);
        Assert.Equal("cursor", await house.WordAsync(house.Office, "GET", "/learners?after=" + Convert.ToBase64String(Encoding.UTF8.GetBytes("x'--")).TrimEnd('=')));
        await OwnPeopleAsync(path, an);
        await CertificateAsync(an);
    }

    private async Task<string> TagAsync(string path)
    {
        using HttpResponseMessage read = await house.Office.GetAsync(path);
        return read.Headers.ETag!.Tag;
    }

    /// <summary>A unit's program puts own people on the list of a session to come, and sees nothing of another unit's.</summary>
    private async Task OwnPeopleAsync(string course, string an)
    {
        await house.DoAsync(house.Office, "POST", course + "/sessions", """{"starts":"2026-12-10","mode":"online","teacher":"Cô Tâm","capacity":2}""");
        string list = course["/training/courses".Length..] + "/3";
        string hue = "/organisations/hue/enrolments" + list;
        string langSon = "/organisations/lang-son/enrolments" + list;
        JsonObject open = (await house.DoAsync(house.Hue, "GET", "/training/open-sessions"))["items"]!.AsArray().Single()!.AsObject();
        Assert.Equal((2, 0), (open["room"]!.GetValue<int>(), open["own"]!.GetValue<int>()));
        JsonObject sent = await house.DoAsync(house.Hue, "POST", hue, """{"name":"Nguyễn Văn An","email":"an@hue.gov.vn"}""");
        Assert.Equal(an, sent["list"]!.AsArray().Single()!["learner"]!["key"]!.GetValue<string>());
        Assert.DoesNotContain("Tâm", Text(sent), StringComparison.Ordinal);
        Assert.Equal("learner-other-unit", await house.WordAsync(house.LangSon, "POST", langSon, """{"name":"Nguyễn Văn An","email":"an@hue.gov.vn"}"""));
        Assert.Equal("status-403", await house.WordAsync(house.LangSon, "POST", hue, """{"name":"Lê Chi","email":"chi@hue.gov.vn"}"""));
        await house.DoAsync(house.LangSon, "POST", langSon, """{"name":"Lê Chi","email":"chi@langson.gov.vn"}""");
        Assert.Equal("session-full", await house.WordAsync(house.Hue, "POST", hue, """{"name":"Đỗ Dung","email":"dung@hue.gov.vn"}"""));
        Assert.DoesNotContain("Chi", Text(await house.DoAsync(house.Hue, "GET", hue)), StringComparison.Ordinal);
        Assert.Equal("enrolment-none", await house.WordAsync(house.LangSon, "POST", langSon + "/removals", $$"""{"learner":"{{an}}","reason":"x"}"""));
        JsonObject person = (await house.DoAsync(house.Hue, "GET", "/organisations/hue/learners"))["items"]!.AsArray().Single()!.AsObject();
        Assert.Equal(("passed", 2), (person["sessions"]!.AsArray().Select(one => one!["result"]?.GetValue<string>()).Single(result => result is not null), person["sessions"]!.AsArray().Count));
        Assert.Single(person["certificates"]!.AsArray());
        Assert.Empty((await house.DoAsync(house.Hue, "POST", hue + "/removals", $$"""{"learner":"{{an}}","reason":"bận công tác"}"""))["list"]!.AsArray());
    }

    private async Task CertificateAsync(string an)
    {
        string person = "/learners/" + an;
        JsonObject sheet = await house.DoAsync(house.Office, "GET", person);
        JsonNode certificate = sheet["certificates"]![0]!;
        string check = "/certificates/" + certificate["code"]!.GetValue<string>().ToUpperInvariant();
        Assert.Equal("Nguyễn Văn An", (await house.DoAsync(house.Stranger, "GET", check))["name"]!.GetValue<string>());
        Assert.Equal("status-404", await house.WordAsync(house.Stranger, "GET", "/certificates/aaaa-bbbb-cccc-dddd"));

        // The link is told once and kept nowhere, not even for a request that is sent again.
        const string Shown = """{"name":"Nguyễn Văn An","fields":"định tuyến"}""";
        using HttpResponseMessage first = await house.Office.SendAsync(HttpMethod.Post, person + "/expert", Shown, ("Idempotency-Key", "expert-1"));
        using HttpResponseMessage again = await house.Office.SendAsync(HttpMethod.Post, person + "/expert", Shown, ("Idempotency-Key", "expert-1"));
        string link = (await AskingProgram.JsonOf(first))["link"]!.GetValue<string>();
        Assert.Contains("/experts/own?token=", link, StringComparison.Ordinal);
        Assert.Null((await AskingProgram.JsonOf(again))["link"]);
        Assert.Empty((await house.DoAsync(house.Stranger, "GET", "/experts"))["items"]!.AsArray());
        await house.DoAsync(house.Office, "POST", person + "/expert/consent", """{"paper":"giấy 7"}""");
        Assert.Single((await house.DoAsync(house.Stranger, "GET", "/experts"))["items"]!.AsArray());
        await house.DoAsync(house.Office, "POST", person + "/expert/withdrawal");
        Assert.Empty((await house.DoAsync(house.Stranger, "GET", "/experts"))["items"]!.AsArray());

        await house.DoAsync(house.Office, "POST", $"{person}/certificates/{certificate["key"]}/revocation", """{"reason":"cấp nhầm"}""");
        JsonObject revoked = await house.DoAsync(house.Stranger, "GET", check);
        Assert.Equal("revoked", revoked["state"]!.GetValue<string>());
        Assert.Null(revoked["name"]);
        JsonObject erased = await house.DoAsync(house.Office, "POST", person + "/erasure", """{"reason":"người học xin xóa"}""");
        Assert.DoesNotContain("Nguyễn", Text(erased), StringComparison.Ordinal);
        Assert.Contains(await house.Site.Parts.People.Audit.ListAsync(new AuditFilter()), entry => entry is { Action: "learner.erase" } && entry.Who.StartsWith("token:", StringComparison.Ordinal));
    }

    [Fact(Timeout = 600_000)]
    public async Task The_kit_is_filled_fetched_and_counted_and_of_two_that_read_the_same_one_writes()
    {
        using HttpResponseMessage begun = await house.Office.SendAsync(HttpMethod.Post, "/kit", """{"title":"Tờ rơi","kind":"leaflet"}""", ("Idempotency-Key", "kit-1"));
        using HttpResponseMessage again = await house.Office.SendAsync(HttpMethod.Post, "/kit", """{"title":"Tờ rơi","kind":"leaflet"}""", ("Idempotency-Key", "kit-1"));
        Assert.Equal((HttpStatusCode.Created, begun.Headers.Location), (again.StatusCode, again.Headers.Location));
        Assert.Equal("other-request", await house.WordAsync("kit", await house.Office.SendAsync(HttpMethod.Post, "/kit", """{"title":"Khác","kind":"leaflet"}""", ("Idempotency-Key", "kit-1"))));
        string path = begun.Headers.Location!.ToString()["/api/v1".Length..];
        string tag = begun.Headers.ETag!.Tag;
        await house.DoAsync(house.Office, "PUT", path, """{"title":"Tờ rơi IPv6","kind":"leaflet"}""", tag);
        Assert.Equal("changed-since", await house.WordAsync(house.Office, "PUT", path, """{"title":"Tờ rơi khác","kind":"leaflet"}""", tag));
        Assert.Equal("changed-since", await house.WordAsync(house.Office, "POST", path + "/withdrawal", """{"reason":"x"}""", tag));
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "PUT", path, """{"title":"x","kind":"leaflet"}"""));

        byte[] content = [.. "%PDF-1.4\n"u8, 0, 255];
        JsonObject item = await house.UploadAsync(house.Office, path + "/files?file-name=../to%20roi.pdf&language=vi&label=1.0", content);
        Assert.DoesNotContain("..", item["files"]![0]!["file"]!["name"]!.GetValue<string>(), StringComparison.Ordinal);
        using HttpResponseMessage file = await house.Stranger.GetAsync(path + "/files/1");
        Assert.Equal(content, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/octet-stream", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(1, (await house.DoAsync(house.Stranger, "GET", path))["downloads"]!.GetValue<int>());
        await house.DoAsync(house.Office, "POST", path + "/files/1/withdrawal", """{"reason":"nhầm"}""");
        await house.DoAsync(house.Office, "POST", path + "/withdrawal", """{"reason":"nhầm"}""");
        Assert.Equal("status-404", await house.WordAsync(house.Stranger, "GET", path));
    }

    [Fact(Timeout = 600_000)]
    public async Task Events_take_registrations_and_press_items_refuse_what_a_browser_would_run()
    {
        JsonObject one = await house.DoAsync(house.Office, "POST", "/events", """{"title":"Ngày IPv6","kind":"ipv6-day","starts":"2026-12-06","seats":2}""");
        string path = "/events/" + one["id"]!.GetValue<string>();
        await house.DoAsync(house.Stranger, "POST", path + "/registrations", """{"name":"Lê Thị Hoa","email":"hoa@example.vn"}""");
        JsonObject twice = await house.DoAsync(house.Stranger, "POST", path + "/registrations", """{"name":"Lê Thị Hoa","email":"HOA@example.vn"}""");
        Assert.Equal(1, twice["registered"]!.GetValue<int>());
        Assert.Equal("learner-email", await house.WordAsync(house.Stranger, "POST", path + "/registrations", """{"name":"Lê","email":"<b>"}"""));
        Assert.Equal("status-401", await house.WordAsync(house.Stranger, "GET", path + "/registrations"));
        JsonNode entry = (await house.DoAsync(house.Office, "GET", path + "/registrations"))["items"]!.AsArray().Single()!;
        Assert.Equal("event-ahead", await house.WordAsync(house.Office, "POST", path + "/closing"));
        await house.DoAsync(house.Office, "POST", $"{path}/registrations/{entry["key"]}/removal");
        await house.DoAsync(house.Office, "PUT", path, """{"title":"Ngày IPv6","kind":"ipv6-day","starts":"2026-12-06","state":"cancelled"}""");
        Assert.Equal("event-closed", await house.WordAsync(house.Stranger, "POST", path + "/registrations", """{"name":"Lê","email":"le@example.vn"}"""));

        const string Item = """{"title":"IPv6 ở Việt Nam","outlet":"Báo","date":"2026-11-20","link":"LINK"}""";
        Assert.Equal("activity-link", await house.WordAsync(house.Office, "POST", "/press", Item.Replace("LINK", "javascript:alert(1)", StringComparison.Ordinal)));
        JsonObject press = await house.DoAsync(house.Office, "POST", "/press", Item.Replace("LINK", "https://bao.example/1", StringComparison.Ordinal));
        string item = "/press/" + press["key"]!.GetValue<string>();
        await house.DoAsync(house.Office, "PUT", item, """{"title":"IPv6 ở Việt Nam","outlet":"Báo","date":"2026-11-20","tone":"positive"}""");
        await house.DoAsync(house.Office, "POST", item + "/withdrawal", """{"reason":"nhầm"}""");
        Assert.Equal("status-404", await house.WordAsync(house.Stranger, "GET", item));
    }

    private static string Text(JsonObject told) => told.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sextant.Programme.Documents;

namespace Sextant.Web.Tests.Api;

/// <summary>What was written down wrongly is set right by a program, and what shows a report goes up and down as a file.</summary>
[Collection(ApiAreas.Name)]
public sealed class CorrectionApiTests(ApiHouse house)
{
    [Fact(Timeout = 600_000)]
    public async Task A_conclusions_task_is_corrected_and_its_report_has_a_file_for_those_who_take_part()
    {
        string meeting = "/meetings/" + (await house.DoAsync(house.Office, "POST", "/meetings", """{"date":"2026-11-19","title":"Giao ban đính chính"}"""))["line"]!["id"]!.GetValue<string>();
        await house.DoAsync(house.Office, "POST", meeting + "/conclusions", """{"text":"Lạng Sơn báo cáo"}""");
        JsonObject made = await house.DoAsync(house.Office, "POST", meeting + "/conclusions/1/tasks", """{"text":"Báo cáo","lead":"hue","due":"2026-12-31"}""");
        string task = "/tasks/" + made["key"]!.GetValue<string>();
        Assert.Equal("reason", await house.WordAsync(house.Office, "PUT", task, """{"text":"Báo cáo tuần","lead":"lang-son"}"""));
        JsonObject corrected = await house.DoAsync(house.Office, "PUT", task, """{"text":"Báo cáo tuần","lead":"lang-son","due":"2027-02-01","dueBy":"quarter","reason":"giao nhầm"}""");
        Assert.Equal(("lang-son", "2027-03-31", made["conclusion"]!.GetValue<string>()), (corrected["lead"]!["slug"]!.GetValue<string>(), corrected["due"]!.GetValue<string>(), corrected["conclusion"]!.GetValue<string>()));

        await house.DoAsync(house.LangSon, "POST", task + "/reports", """{"text":"Đã gửi","percent":50,"proofKind":"document","proofReference":"433/QĐ-BTTTT"}""");
        Assert.Equal("report-none", await house.WordAsync("none", await house.SendAsync(house.LangSon, "POST", task + "/reports/2/files?file-name=a.pdf", ApiHouse.File([.. "%PDF-1.4\n"u8]))));
        Assert.Equal("file-kind", await house.WordAsync("html", await house.SendAsync(house.LangSon, "POST", task + "/reports/1/files?file-name=a.html", ApiHouse.File([.. "<html>"u8]))));
        Assert.Equal("not-allowed", await house.WordAsync("hue", await house.SendAsync(house.Hue, "POST", task + "/reports/1/files?file-name=a.pdf", ApiHouse.File([.. "%PDF-1.4\n"u8]))));

        // What is refused is not left on the disk: each of these bytes is looked for by its hash.
        foreach ((AskingProgram who, string word, string place, byte last) in ((AskingProgram, string, string, byte)[])[(house.LangSon, "report-none", "/reports/2", 1), (house.Hue, "not-allowed", "/reports/1", 2)])
        {
            byte[] bytes = [.. "%PDF-1.4\n"u8, last];
            Assert.Equal(word, await house.WordAsync(word, await house.SendAsync(who, "POST", task + place + "/files?file-name=b.pdf", ApiHouse.File(bytes))));
            Assert.Null(house.Site.Parts.Vault.Open(new DocumentFileView(Convert.ToHexStringLower(SHA256.HashData(bytes)), "b.pdf", "application/pdf", bytes.Length)));
        }

        JsonNode report = (await house.UploadAsync(house.LangSon, task + "/reports/1/files?file-name=../a.pdf", [.. "%PDF-1.4\n"u8]))["reports"]![0]!;
        Assert.Equal(("433-qd-btttt", "a.pdf"), (report["proofReference"]!.GetValue<string>(), report["files"]![0]!["name"]!.GetValue<string>()));
        string file = $"{task}/files/{report["files"]![0]!["sha256"]}";
        using HttpResponseMessage own = await house.LangSon.GetAsync(file);
        Assert.StartsWith("%PDF", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Hue.GetAsync(file)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.Stranger.GetAsync(file)).StatusCode);
    }

    [Fact(Timeout = 600_000)]
    public async Task Plans_documents_partners_and_publications_are_set_right()
    {
        string plan = "/plans/" + (await house.DoAsync(house.Office, "POST", "/plans", """{"year":2041,"title":"Kế hoạch năm 2014"}"""))["plan"]!["id"]!.GetValue<string>();
        Assert.Equal("Kế hoạch năm 2042", (await house.DoAsync(house.Office, "PUT", plan, """{"year":2042,"title":"Kế hoạch năm 2042"}"""))["plan"]!["title"]!.GetValue<string>());
        await house.DoAsync(house.Office, "POST", plan + "/tasks", """{"text":"Việc","lead":"hue"}""");
        JsonObject copy = await house.DoAsync(house.Office, "POST", "/plans", $$"""{"year":2042,"title":"Kế hoạch năm 2042","from":"{{plan["/plans/".Length..]}}"}""");
        Assert.Equal(("draft", 2042, 1), (copy["plan"]!["state"]!.GetValue<string>(), copy["plan"]!["year"]!.GetValue<int>(), copy["tasks"]!.AsArray().Count));
        Assert.Equal("plan-none", await house.WordAsync(house.Office, "POST", "/plans", """{"year":2042,"title":"Kế hoạch","from":"khong-co"}"""));
        await house.DoAsync(house.Office, "POST", "/tasks" + plan["/plans".Length..] + "/1/withdrawal", """{"reason":"nhầm"}""");
        Assert.Empty((await house.DoAsync(house.Office, "GET", plan))["tasks"]!.AsArray());

        string document = "/documents/" + (await house.DoAsync(house.Office, "POST", "/documents", """{"kind":"decision","title":"Đính chính","number":"78/QĐ-THU","date":"2026-11-15"}"""))["line"]!["id"]!.GetValue<string>();
        await house.DoAsync(house.Office, "POST", document + "/articles", """{"number":"1","text":"Thử."}""");
        await house.DoAsync(house.Office, "POST", document + "/obligations", """{"text":"Báo cáo","article":1}""");
        Assert.Equal("document-part", await house.WordAsync(house.Office, "POST", document + "/parts/withdrawal", """{"part":"x","position":1,"reason":"nhầm"}"""));
        Assert.Equal("article-obliges", await house.WordAsync(house.Office, "POST", document + "/parts/withdrawal", """{"part":"article","position":1,"reason":"nhầm"}"""));
        Assert.Empty((await house.DoAsync(house.Office, "POST", document + "/parts/withdrawal", """{"part":"obligation","position":1,"reason":"nhầm"}"""))["obligations"]!.AsArray());
        Assert.Empty((await house.DoAsync(house.Office, "POST", document + "/parts/withdrawal", """{"part":"article","position":1,"reason":"nhầm"}"""))["articles"]!.AsArray());

        string partner = "/partners/" + (await house.DoAsync(house.Office, "POST", "/partners", """{"kind":"press","name":"Báo đính chính"}"""))["id"]!.GetValue<string>();
        await house.DoAsync(house.Office, "POST", partner + "/duties", """{"side":"partner","text":"Mở chuyên mục"}""");
        Assert.Empty((await house.DoAsync(house.Office, "POST", partner + "/parts/withdrawal", """{"part":"duty","position":1,"reason":"nhầm"}"""))["duties"]!.AsArray());
        await house.DoAsync(house.Office, "POST", partner + "/withdrawal", """{"reason":"nhầm"}""");
        Assert.Equal("status-404", await house.WordAsync(house.Office, "GET", partner));

        string publication = "/publications/" + (await house.DoAsync(house.Office, "POST", "/publications", """{"title":"Đính chính","day":"2027-03-15"}"""))["id"]!.GetValue<string>();
        Assert.Equal("publication-day", await house.WordAsync(house.Office, "POST", publication + "/day", """{"day":"2026-11-24","reason":"sớm"}"""));
        Assert.Equal("2027-03-22", (await house.DoAsync(house.Office, "POST", publication + "/day", """{"day":"2027-03-22","reason":"chờ đo"}"""))["day"]!.GetValue<string>());
        await house.DoAsync(house.Office, "POST", publication + "/withdrawal", """{"reason":"nhầm"}""");
        Assert.Equal("status-404", await house.WordAsync(house.Office, "GET", publication));
    }

    [Fact(Timeout = 600_000)]
    public async Task An_organisations_name_and_domains_are_set_right()
    {
        const string Unit = "/organisations/ha-noi";
        Assert.Equal("correction-name-none", await house.WordAsync(house.Office, "POST", Unit + "/corrections/name", """{"language":"fr","name":"x","reason":"x"}"""));
        JsonObject named = await house.DoAsync(house.Office, "POST", Unit + "/corrections/name", """{"language":"en","name":"Ha Noi City","reason":"viết sai"}""");
        Assert.Equal("Ha Noi City", named["name"]!["en"]!.GetValue<string>());
        await house.DoAsync(house.Office, "POST", Unit + "/corrections/targets", """{"kind":"site","domain":"thu.hanoi.gov.vn","reason":"công văn"}""");
        JsonObject moved = await house.DoAsync(house.Office, "POST", Unit + "/corrections/domain", """{"domain":"thu.hanoi.gov.vn","next":"thu2.hanoi.gov.vn","from":"2026-11-01","reason":"đổi tên miền"}""");
        Assert.Contains(moved["targets"]!.AsArray(), target => target!["domain"]!.GetValue<string>() == "thu2.hanoi.gov.vn");
        Assert.Equal("correction-domain-none", await house.WordAsync(house.Engineer, "POST", Unit + "/corrections/confirmation", """{"domain":"thu.hanoi.gov.vn","reason":"x"}"""));
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", Unit + "/corrections/name", """{"language":"en","name":"x","reason":"x"}"""));
    }
}

using System.Text;
using System.Text.Json.Nodes;

namespace Sextant.Web.Tests.Api;

/// <summary>What the office writes by a program: documents, drafts, meetings, partners, tables, files of conversion plans.</summary>
[Collection(ApiAreas.Name)]
public sealed class OfficeApiTests(ApiHouse house)
{
    [Fact(Timeout = 600_000)]
    public async Task A_document_to_come_is_written_with_all_that_hangs_on_it()
    {
        JsonObject begun = await house.DoAsync(house.Office, "POST", "/documents", """{"kind":"decision","title":"Quyết định thử","number":"77/QĐ-THU","date":"2027-01-15","issuerName":"Bộ"}""");
        string path = "/documents/" + begun["line"]!["id"]!.GetValue<string>();
        Assert.Equal("status-404", await house.WordAsync(house.Stranger, "GET", path)); // not yet
        await house.DoAsync(house.Office, "PUT", path, """{"kind":"decision","title":"Quyết định thử","number":"77/QĐ-THU","date":"2026-11-15","issuerName":"Bộ","text":"Điều 1. Thử."}""");
        await house.DoAsync(house.Office, "POST", path + "/articles", """{"number":"1","text":"Thử."}""");
        JsonObject obliged = await house.DoAsync(house.Office, "POST", path + "/obligations", """{"text":"Báo cáo","article":1,"organisation":"hue","due":"2026-12-31"}""");
        int position = obliged["obligations"]![0]!["position"]!.GetValue<int>();
        await house.DoAsync(house.Office, "POST", $"{path}/obligations/{position}/proofs", """{"kind":"link","reference":"https://hue.gov.vn/bao-cao"}""");
        JsonObject other = await house.DoAsync(house.Office, "POST", "/documents", """{"kind":"decision","title":"Cũ","number":"76/QĐ-THU","date":"2020-01-15","issuerName":"Bộ"}""");
        string old = other["line"]!["id"]!.GetValue<string>();
        Assert.Single((await house.DoAsync(house.Office, "POST", path + "/relations", $$"""{"kind":"replaces","to":"{{old}}"}"""))["does"]!.AsArray());
        Assert.Empty((await house.DoAsync(house.Office, "POST", path + "/relations/withdrawal", $$"""{"kind":"replaces","to":"{{old}}","reason":"nhầm"}"""))["does"]!.AsArray());
        Assert.Equal("file-empty", await house.WordAsync("empty", await house.SendAsync(house.Office, "POST", path + "/files?file-name=a.pdf", ApiHouse.File([]))));
        JsonObject attached = await house.UploadAsync(house.Office, path + "/files?file-name=qd.pdf", [.. "%PDF-1.4\n"u8]);
        string sha256 = attached["files"]![0]!["sha256"]!.GetValue<string>();
        using HttpResponseMessage file = await house.Stranger.GetAsync($"{path}/files/{sha256}");
        Assert.StartsWith("%PDF", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await house.DoAsync(house.Office, "POST", $"{path}/files/{sha256}/withdrawal", """{"reason":"nhầm"}""");
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", path + "/withdrawal", """{"reason":"x"}"""));
        await house.DoAsync(house.Office, "POST", path + "/withdrawal", """{"reason":"nhầm"}""");
        Assert.Equal("status-404", await house.WordAsync(house.Office, "GET", path));
    }

    [Fact(Timeout = 600_000)]
    public async Task A_meetings_conclusion_becomes_a_task()
    {
        JsonObject begun = await house.DoAsync(house.Office, "POST", "/meetings", """{"date":"2026-11-20","title":"Giao ban"}""");
        string path = "/meetings/" + begun["line"]!["id"]!.GetValue<string>();
        await house.DoAsync(house.Office, "PUT", path, """{"date":"2026-11-20","title":"Giao ban tháng 11","chair":"Thứ trưởng"}""");
        await house.DoAsync(house.Office, "POST", path + "/sites", """{"name":"Điểm cầu Huế","organisation":"hue","people":12}""");
        await house.DoAsync(house.Office, "POST", path + "/people", """{"name":"Nguyễn An","organisation":"hue"}""");
        await house.DoAsync(house.Office, "POST", path + "/papers", """{"title":"Báo cáo tháng"}""");
        JsonObject concluded = await house.DoAsync(house.Office, "POST", path + "/conclusions", """{"text":"Huế hoàn thành kế hoạch chuyển đổi","addressee":"Huế"}""");
        int position = concluded["conclusions"]![0]!["position"]!.GetValue<int>();
        JsonObject task = await house.DoAsync(house.Office, "POST", $"{path}/conclusions/{position}/tasks", """{"text":"Hoàn thành kế hoạch","lead":"hue","due":"2026-12-31"}""");
        Assert.Equal(concluded["conclusions"]![0]!["key"]!.GetValue<string>(), task["conclusion"]!.GetValue<string>());

        // It goes to another lead from a day on; of the days before the first one is told.
        string at = "/tasks/" + task["key"]!.GetValue<string>();
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", at + "/lead", """{"lead":"vnpt","reason":"x"}"""));
        Assert.Equal("decision-day", await house.WordAsync(house.Office, "POST", at + "/lead", """{"lead":"vnpt","reason":"x","day":"2026-11-19"}"""));
        Assert.Equal("vnpt", Lead(await house.DoAsync(house.Office, "POST", at + "/lead", """{"lead":"vnpt","reason":"đúng chức năng","day":"2026-11-21"}""")));
        Assert.Equal("hue", Lead(await house.DoAsync(house.Office, "GET", at + "?as-of=2026-11-20")));
        Assert.Empty((await house.DoAsync(house.Office, "GET", "/tasks-without-lead"))["items"]!.AsArray());
        Assert.Equal("direction-followed", await house.WordAsync(house.Office, "POST", path + "/parts/withdrawal", $$"""{"part":"conclusion","position":{{position}},"reason":"x"}"""));
        Assert.Equal("meeting-part-none", await house.WordAsync(house.Office, "POST", path + "/parts/withdrawal", """{"part":"","position":1,"reason":"x"}"""));
        Assert.Empty((await house.DoAsync(house.Office, "POST", path + "/parts/withdrawal", """{"part":"paper","position":1,"reason":"nhầm"}"""))["papers"]!.AsArray());
        Assert.Equal("direction-followed", await house.WordAsync(house.Office, "POST", path + "/withdrawal", """{"reason":"x"}"""));
    }

    private static string Lead(JsonObject task) => task["lead"]!["slug"]!.GetValue<string>();

    [Fact(Timeout = 600_000)]
    public async Task Units_comment_on_a_draft_for_themselves_alone()
    {
        JsonObject begun = await house.DoAsync(house.Office, "POST", "/drafts", """{"title":"Dự thảo kế hoạch","kind":"decision","text":"Điều 1. Thử."}""");
        string path = "/drafts/" + begun["line"]!["id"]!.GetValue<string>();
        Assert.Equal("draft-closed", await house.WordAsync(house.Hue, "POST", path + "/comments", """{"text":"Nên sửa","organisation":"hue"}"""));
        await house.DoAsync(house.Office, "POST", path + "/rounds", """{"closes":"2026-12-31"}""");
        Assert.Equal("reason", await house.WordAsync(house.Office, "POST", path + "/rounds/last/closing", """{"closes":"2027-01-15","reason":" "}"""));
        JsonObject moved = await house.DoAsync(house.Office, "POST", path + "/rounds/last/closing", """{"closes":"2027-01-15","reason":"nhiều đơn vị đề nghị"}""");
        Assert.Equal("2027-01-15", moved["rounds"]![0]!["closes"]!.GetValue<string>());
        Assert.Equal("not-allowed", await house.WordAsync(house.Hue, "POST", path + "/comments", """{"text":"Nên sửa","organisation":"lang-son"}"""));
        JsonObject commented = await house.DoAsync(house.Hue, "POST", path + "/comments", """{"text":"Nên sửa","place":"Điều 1","organisation":"hue"}""");
        int position = commented["rounds"]![0]!["comments"]![0]!["position"]!.GetValue<int>();
        await house.DoAsync(house.Office, "POST", $"{path}/comments/{position}/answer", """{"verdict":"accepted","answer":"Đã sửa"}""");
        Assert.Equal("status-401", await house.WordAsync(house.Stranger, "GET", path));
        string table = "/tables/draft-comments/csv?belongs-to=" + path["/drafts/".Length..];
        Assert.Equal("status-401", await house.WordAsync(house.Stranger, "GET", table));
        using HttpResponseMessage comments = await house.Hue.GetAsync(table);
        Assert.Contains(";hue;Huế;Điều 1;Nên sửa;Tiếp thu;Đã sửa", await comments.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await house.DoAsync(house.Office, "POST", path + "/end", """{"reason":"thôi"}""");
    }

    [Fact(Timeout = 600_000)]
    public async Task Partners_owe_and_units_report_their_own_communication()
    {
        JsonObject begun = await house.DoAsync(house.Office, "POST", "/partners", """{"kind":"press","name":"Báo Thử"}""");
        string path = "/partners/" + begun["id"]!.GetValue<string>();
        await house.DoAsync(house.Office, "PUT", path, """{"kind":"press","name":"Báo Thử nghiệm"}""");
        await house.DoAsync(house.Office, "POST", path + "/duties", """{"side":"partner","text":"Đăng bài","due":"2026-10-01"}""");
        JsonObject acted = await house.DoAsync(house.Office, "POST", path + "/activities", """{"kind":"article","date":"2026-11-01","title":"Chuyên đề"}""");
        Assert.True(acted["duties"]![0]!["late"]!.GetValue<bool>());
        const string Report = """{"kind":"article","date":"2026-11-02","title":"Bài của Huế"}""";
        Assert.Single((await house.DoAsync(house.Hue, "POST", "/organisations/hue/activities", Report))["items"]!.AsArray());
        Assert.Equal("status-403", await house.WordAsync(house.LangSon, "POST", "/organisations/hue/activities", Report));
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", "/partners", """{"kind":"press","name":"x"}"""));
    }

    [Fact(Timeout = 600_000)]
    public async Task A_table_is_refused_with_all_its_faults_or_written_whole_and_taken_back()
    {
        const string Path = "/imports?table=press-items&file-name=bao.csv";
        using HttpResponseMessage faulty = await house.SendAsync(house.Office, "POST", Path, ApiHouse.File(Encoding.UTF8.GetBytes("Ngày đăng;Cơ quan báo chí;Tiêu đề\n31/02/2026;Báo;Một\n01/11/2026;;Hai\n")));
        JsonObject problem = await AskingProgram.JsonOf(faulty);
        Assert.Equal("urn:sextant:problem:import-faulty", problem["type"]!.GetValue<string>());
        Assert.True(problem["errors"]!.AsArray().Count >= 2, problem.ToJsonString());
        Assert.Equal("import-form", await house.WordAsync("scope", await house.SendAsync(house.Office, "POST", Path + "&belongs-to=x", ApiHouse.File([1]))));
        Assert.Equal("not-allowed", await house.WordAsync("right", await house.SendAsync(house.Hue, "POST", Path, ApiHouse.File([1]))));

        string header = Encoding.UTF8.GetString(await Template());
        JsonObject staged = await house.UploadAsync(house.Office, Path, Encoding.UTF8.GetBytes(header.TrimEnd() + "\n20/11/2026;Báo;Tin về IPv6;;;\n"));
        string import = "/imports/" + staged["id"]!.GetValue<string>();
        Assert.Equal((1, "staged"), (staged["rows"]!.GetValue<int>(), staged["state"]!.GetValue<string>()));
        Assert.Equal("status-404", await house.WordAsync(house.Hue, "GET", import));
        Assert.Equal("applied", (await house.DoAsync(house.Office, "POST", import + "/application"))["state"]!.GetValue<string>());
        Assert.Equal("import-state", await house.WordAsync(house.Office, "POST", import + "/drop"));
        Assert.Equal("undone", (await house.DoAsync(house.Office, "POST", import + "/undoing", """{"reason":"nhầm"}"""))["state"]!.GetValue<string>());
    }

    [Fact(Timeout = 600_000)]
    public async Task A_conversion_plan_has_files_and_an_inventory_that_only_its_own_may_read()
    {
        await house.DoAsync(house.LangSon, "POST", "/organisations/lang-son/conversions", """{"title":"Kế hoạch"}""");
        const string Plan = "/organisations/lang-son/conversions/1";
        JsonObject attached = await house.UploadAsync(house.LangSon, Plan + "/files?file-name=kh.pdf&role=plan", [.. "%PDF-1.4\n"u8]);
        string file = $"{Plan}/files/{attached["inside"]!["files"]![0]!["file"]!["sha256"]}";
        Assert.Equal("status-401", await house.WordAsync(house.Stranger, "GET", file));
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "GET", file));
        using HttpResponseMessage read = await house.LangSon.GetAsync(file);
        Assert.StartsWith("%PDF", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await house.DoAsync(house.LangSon, "POST", Plan + "/stages", """{"title":"Một","starts":"2026-12-01","ends":"2027-03-31"}""");
        const string Inventory = "/imports?table=conversion-systems&belongs-to=lang-son/1&file-name=a.csv";
        using HttpResponseMessage faulty = await house.SendAsync(house.LangSon, "POST", Inventory, ApiHouse.File(Encoding.UTF8.GetBytes("system-name,system-layer,system-stack,system-stage\nCổng,web,nothing,7\n")));
        Assert.Equal(3, (await AskingProgram.JsonOf(faulty))["errors"]!.AsArray().Count);
        Assert.Equal("not-allowed", await house.WordAsync("right", await house.SendAsync(house.Hue, "POST", Inventory, ApiHouse.File(Encoding.UTF8.GetBytes("system-name,system-layer\nCổng,portal\n")))));
        JsonObject staged = await house.UploadAsync(house.LangSon, Inventory, Encoding.UTF8.GetBytes("system-name,system-layer\nCổng,portal\n"));
        await house.DoAsync(house.LangSon, "POST", $"/imports/{staged["id"]}/application");
        await house.DoAsync(house.LangSon, "POST", Plan + "/stages/1/removal");
        await house.DoAsync(house.LangSon, "POST", file[..file.LastIndexOf('/')] + file[file.LastIndexOf('/')..] + "/removal");
        const string Table = "/tables/conversion-systems/csv?belongs-to=lang-son/1";
        using HttpResponseMessage table = await house.LangSon.GetAsync(Table);
        Assert.Equal(("text/csv", true), (table.Content.Headers.ContentType!.MediaType, table.Headers.CacheControl!.NoStore));
        Assert.False(table.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Contains("Cổng", await table.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("status-401", await house.WordAsync(house.Stranger, "GET", Table));
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "GET", Table));
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "GET", "/tables/learners/xlsx"));
    }

    private async Task<byte[]> Template() => await house.Site.Client.GetByteArrayAsync("/tables/press-items?as=csv&blank=true");

    [Fact(Timeout = 600_000)]
    public async Task The_office_prepares_letters_announces_and_settles_who_owes_returns()
    {
        await house.DoAsync(house.Office, "PUT", "/letterhead", """{"issuer":"BAN CÔNG TÁC THÚC ĐẨY IPV6","sign":"BCT","recipients":["Như trên","Lưu: VT"]}""");
        Assert.Equal("letters-units", await house.WordAsync(house.Office, "POST", "/letters", """{"deadline":"2026-12-20"}"""));
        Assert.Equal("letters-deadline", await house.WordAsync(house.Office, "POST", "/letters", """{"deadline":"2026-11-01","units":["hue"]}"""));
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", "/letters", """{"deadline":"2026-12-20","units":["hue"]}"""));
        using HttpResponseMessage letters = await house.SendAsync(house.Office, "POST", "/letters", ApiHouse.Json("""{"deadline":"2026-12-20","units":["hue","lang-son"]}"""));
        Assert.Equal("application/zip", letters.Content.Headers.ContentType!.MediaType);
        using var archive = new System.IO.Compression.ZipArchive(await letters.Content.ReadAsStreamAsync());
        Assert.Equal(3, archive.Entries.Count);
        JsonNode prepared = (await house.DoAsync(house.Office, "GET", "/letters"))["items"]![0]!;
        Assert.Equal(("2026-12-20", 2), (prepared["deadline"]!.GetValue<string>(), prepared["units"]!.AsArray().Count));

        Assert.Equal("publication-day", await house.WordAsync(house.Office, "POST", "/publications", """{"title":"Kết quả","day":"2026-11-23"}"""));
        Assert.Equal("2026-12-08", (await house.DoAsync(house.Office, "POST", "/publications", """{"title":"Kết quả quý IV","day":"2026-12-15"}"""))["sheetDay"]!.GetValue<string>());
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", "/publications", """{"title":"x","day":"2026-12-15"}"""));

        JsonObject asked = await house.DoAsync(house.Office, "POST", "/returns", """{"form":"registrar","period":"2026-Q2","due":"2026-07-20"}""");
        Assert.NotNull(asked["items"]);
        Assert.Equal("return-period", await house.WordAsync(house.Office, "POST", "/returns", """{"form":"registrar","period":"x","due":"2026-07-20"}"""));
        const string Duties = "/return-duties/registrar";
        await house.DoAsync(house.Office, "POST", Duties, """{"organisation":"vnpt","from":"2026-01-01"}""");
        JsonNode late = (await house.DoAsync(house.Office, "GET", "/returns/registrar/2026-Q2"))["items"]!.AsArray().Single(one => one!["organisation"]!.GetValue<string>() == "vnpt")!;
        Assert.True(late["daysLate"]!.GetValue<int>() > 100);
        Assert.Equal("status-404", await house.WordAsync(house.Hue, "GET", "/return-totals/registrar/2026-Q2"));
        Assert.Equal("2026-07-20", (await house.DoAsync(house.Office, "GET", "/return-totals/registrar/2026-Q2"))["due"]!.GetValue<string>());
        JsonObject owed = await house.DoAsync(house.Office, "POST", Duties + "/releases", """{"organisation":"vnpt","reason":"ghi nhầm"}""");
        Assert.DoesNotContain(owed["items"]!.AsArray(), one => one!["organisation"]!.GetValue<string>() == "vnpt");
        JsonObject held = await house.DoAsync(house.Office, "POST", "/holdings", """{"organisation":"vnpt","kind":"network","name":"AS64500","from":"2026-01-01"}""");
        Assert.Contains(held["items"]!.AsArray(), one => one!["key"]!.GetValue<string>() == "as64500/2026-01-01" && one["from"]!.GetValue<string>() == "2026-01-01");
        JsonObject let = await house.DoAsync(house.Office, "POST", "/holdings/releases", """{"key":"as64500/2026-01-01","reason":"chuyển đi","from":"2026-03-01"}""");
        Assert.Contains(let["items"]!.AsArray(), one => one!["until"]?.GetValue<string>() == "2026-02-28");
    }

    [Fact(Timeout = 600_000)]
    public async Task What_is_published_goes_out_as_tables_and_long_lists_in_pages_that_join()
    {
        JsonArray forms = (await house.DoAsync(house.Stranger, "GET", "/tables"))["items"]!.AsArray();
        Assert.Contains(forms, one => one!["id"]!.GetValue<string>() == "organisation-domains" && one["givenOut"]!.GetValue<bool>());
        using HttpResponseMessage csv = await house.Stranger.GetAsync("/tables/organisation-domains/csv");
        Assert.Contains("langson.gov.vn", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(csv.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("status-401", await house.WordAsync(house.Stranger, "GET", "/tables/returns-operator/csv"));
        using HttpResponseMessage blank = await house.Stranger.GetAsync("/tables/returns-operator/csv?blank=true");
        Assert.Equal(2, (await blank.Content.ReadAsStringAsync()).Split('\n').Length);
        Assert.Contains(forms, one => one!["id"]!.GetValue<string>() == "cases" && one["right"] is null && one["readRight"]!.GetValue<string>() == "object-verdicts");
        foreach (string list in (string[])["/organisations?kind=province&", "/targets?organisation=hue&"])
        {
            string[] whole = [.. (await house.DoAsync(house.Stranger, "GET", list + "limit=200"))["items"]!.AsArray().Select(one => one!.ToJsonString())];
            var parts = new List<string>();
            for (string? next = ""; next is not null;)
            {
                JsonObject page = await house.DoAsync(house.Stranger, "GET", list + "limit=7" + (next.Length > 0 ? "&after=" + next : ""));
                parts.AddRange(page["items"]!.AsArray().Select(one => one!.ToJsonString()));
                next = page["next"]?.GetValue<string>();
            }

            Assert.NotEmpty(whole);
            Assert.Equal(whole, parts);
        }
    }
}

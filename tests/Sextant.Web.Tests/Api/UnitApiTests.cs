using System.Text.Json.Nodes;

namespace Sextant.Web.Tests.Api;

/// <summary>What units and the office write of organisations by a program: domains, suggestions, events, exemptions, duplicates.</summary>
[Collection(ApiAreas.Name)]
public sealed class UnitApiTests(ApiHouse house)
{
    [Fact(Timeout = 600_000)]
    public async Task A_unit_claims_and_proves_a_domain_and_nobody_else_sees_what_is_only_claimed()
    {
        const string All = "/organisations/hue/domains";
        const string One = All + "/moi.hue.gov.vn";
        Assert.NotEqual("", await house.WordAsync(house.Hue, "POST", All, """{"name":"gov.vn","kinds":["site"]}"""));
        JsonObject claimed = await house.DoAsync(house.Hue, "POST", All, """{"name":"MOI.hue.gov.vn","kinds":["site","zone"]}""");
        Assert.Equal("claimed", claimed["standing"]!.GetValue<string>());
        string value = claimed["proof"]!["value"]!.GetValue<string>();
        Assert.Equal("status-403", await house.WordAsync(house.LangSon, "POST", All, """{"name":"x.hue.gov.vn","kinds":["site"]}"""));
        Assert.Equal("status-404", await house.WordAsync(house.Stranger, "GET", One));
        Assert.Equal("status-404", await house.WordAsync(house.LangSon, "GET", One));
        await house.DoAsync(house.Hue, "POST", One + "/check");
        Assert.Equal("domain-soon", await house.WordAsync(house.Hue, "POST", One + "/check"));
        house.Site.Proof.Published.Add(value);
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("proven", (await house.DoAsync(house.Hue, "POST", One + "/check"))["standing"]!.GetValue<string>());
        Assert.Null((await house.DoAsync(house.Stranger, "GET", One))["proof"]);

        JsonObject contacts = await house.DoAsync(house.Hue, "POST", One + "/contacts", """{"kind":"technical","name":"Trần Bình","email":"kt@hue.gov.vn"}""");
        int position = contacts["items"]![0]!["position"]!.GetValue<int>();
        Assert.Equal("status-401", await house.WordAsync(house.Stranger, "GET", One + "/contacts"));
        Assert.Equal("status-403", await house.WordAsync(house.LangSon, "GET", One + "/contacts"));
        Assert.Equal("status-403", await house.WordAsync(house.LangSon, "POST", $"{One}/contacts/{position}/removal"));
        Assert.Empty((await house.DoAsync(house.Hue, "POST", $"{One}/contacts/{position}/removal"))["items"]!.AsArray());
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", One + "/acceptance", """{"reason":"x"}"""));
        await house.DoAsync(house.Hue, "POST", One + "/withdrawal", """{"reason":"thôi dùng"}""");
        Assert.Empty((await house.DoAsync(house.Hue, "GET", "/organisations/hue/suggestions?state=open"))["items"]!.AsArray());
        Assert.NotEqual("", await house.WordAsync(house.Hue, "POST", "/organisations/hue/suggestions/approval", """{"names":["x.hue.gov.vn"],"kind":"site"}"""));
        Assert.Equal("suggestion-none", await house.WordAsync(house.Hue, "POST", "/organisations/hue/suggestions/approval", """{"names":["x.hue.gov.vn"],"kind":"site","read":"weather"}"""));
        Assert.NotEqual("", await house.WordAsync(house.Hue, "POST", "/organisations/hue/suggestions/refusal", """{"names":[],"reason":"x"}"""));
    }

    [Fact(Timeout = 600_000)]
    public async Task An_event_is_looked_at_before_it_is_written_and_taken_back_whole()
    {
        const string Event = """{"kind":"rename","day":"2026-11-01","decision":{"number":"12/QĐ","date":"2026-10-01","issuer":"UBND"},"units":["hue"],"name":{"vi":"Thành phố Huế mới"}}""";
        JsonObject preview = await house.DoAsync(house.Office, "POST", "/organisation-events/preview", Event);
        Assert.NotEmpty(preview["effects"]!.AsArray());
        Assert.Equal("Huế", (await house.DoAsync(house.Stranger, "GET", "/organisations/hue"))["name"]!["vi"]!.GetValue<string>());
        Assert.Equal("event-decision", await house.WordAsync(house.Office, "POST", "/organisation-events", Event.Replace("\"number\":\"12/QĐ\",", "", StringComparison.Ordinal)));
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", "/organisation-events", Event));
        JsonObject done = await house.DoAsync(house.Office, "POST", "/organisation-events", Event);
        Assert.Equal("Thành phố Huế mới", (await house.DoAsync(house.Stranger, "GET", "/organisations/hue"))["name"]!["vi"]!.GetValue<string>());
        string path = "/organisation-events/" + Uri.EscapeDataString(done["key"]!.GetValue<string>());
        await house.DoAsync(house.Office, "PUT", path + "/decision", """{"decision":{"number":"13/QĐ","date":"2026-10-02","issuer":"UBND"},"reason":"số sai"}""");
        await house.DoAsync(house.Office, "POST", path + "/withdrawal", """{"reason":"nhầm"}""");
        Assert.Equal("Huế", (await house.DoAsync(house.Stranger, "GET", "/organisations/hue"))["name"]!["vi"]!.GetValue<string>());
        Assert.Equal("status-404", await house.WordAsync(house.Office, "GET", path));
    }

    [Fact(Timeout = 600_000)]
    public async Task Exemptions_end_and_two_that_look_alike_are_two()
    {
        const string Exempt = """{"organisation":"hue","why":"hệ thống cũ","decidedBy":"Bộ","from":"2026-11-01","until":"2027-06-30"}""";
        Assert.Equal("exemption-days", await house.WordAsync(house.Office, "POST", "/exemptions", Exempt.Replace("2027", "2047", StringComparison.Ordinal)));
        string key = (await house.DoAsync(house.Office, "POST", "/exemptions", Exempt))["key"]!.GetValue<string>();
        await house.DoAsync(house.Office, "PUT", "/exemptions/" + key, Exempt.Replace("06-30", "05-31", StringComparison.Ordinal));
        Assert.Single((await house.DoAsync(house.Stranger, "GET", "/exemptions?organisation=hue"))["items"]!.AsArray());
        await house.DoAsync(house.Office, "POST", $"/exemptions/{key}/withdrawal", """{"reason":"nhầm"}""");
        Assert.Empty((await house.DoAsync(house.Stranger, "GET", "/exemptions?organisation=hue"))["items"]!.AsArray());

        JsonObject said = await house.DoAsync(house.Office, "POST", "/duplicates/apart", """{"first":"hue","second":"lang-son","why":"hai tỉnh"}""");
        JsonNode pair = said["apart"]!.AsArray().Single(one => one!["first"]!["organisation"]!.GetValue<string>() == "hue")!;
        Assert.Equal("duplicate-apart", await house.WordAsync(house.Office, "POST", "/duplicates/apart", """{"first":"lang-son","second":"hue","why":"lần nữa"}"""));
        Assert.Equal("status-404", Status(await house.WordAsync(house.Office, "POST", "/duplicates/apart", """{"first":"hue","second":"khong-co","why":"x"}""")));
        await house.DoAsync(house.Office, "POST", $"/duplicates/apart/{Uri.EscapeDataString(pair["key"]!.GetValue<string>())}/withdrawal", """{"reason":"nhầm"}""");
    }

    private static string Status(string word) => word.EndsWith("-none", StringComparison.Ordinal) ? "status-404" : word;
}

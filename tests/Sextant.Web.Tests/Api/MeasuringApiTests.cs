using System.Text.Json.Nodes;
using Sextant.Measurement.Storage;
using Sextant.Programme.Audit;
using Sextant.Web.Api;

namespace Sextant.Web.Tests.Api;

/// <summary>Campaigns and schedules by a program, from making to the end.</summary>
[Collection(ApiAreas.Name)]
public sealed class MeasuringApiTests(ApiHouse house)
{
    [Fact(Timeout = 600_000)]
    public async Task A_campaign_goes_its_whole_way()
    {
        Assert.Equal("campaign-no-name", await house.WordAsync(house.Engineer, "POST", "/campaigns", """{"name":"Đo","what":"names","names":["hue.gov.vn","-bad-.vn"]}"""));
        Assert.Equal("status-403", await house.WordAsync(house.Office, "POST", "/campaigns", """{"name":"Đo","what":"register"}"""));
        JsonObject made = await house.DoAsync(house.Engineer, "POST", "/campaigns", """{"name":"Đo bằng máy","what":"names","names":["hue.gov.vn","HUE.gov.vn","hanoi.gov.vn"]}""");
        string path = "/campaigns/" + made["campaign"]!["id"]!.GetValue<string>();
        Assert.Equal((2, "open", 0), (made["campaign"]!["total"]!.GetValue<int>(), made["campaign"]!["standing"]!.GetValue<string>(), made["campaign"]!["priority"]!.GetValue<int>()));
        Assert.Equal("paused", await StandingAsync(path, "paused"));
        Assert.Equal("open", await StandingAsync(path, "open"));
        Assert.Equal("campaign-standing", await house.WordAsync(house.Engineer, "POST", path + "/standing", """{"standing":"flying"}"""));
        JsonObject first = await house.DoAsync(house.Engineer, "POST", path + "/priority", """{"priority":7}""");
        Assert.Equal(7, first["campaign"]!["priority"]!.GetValue<int>());
        Assert.Equal("campaign-priority", await house.WordAsync(house.Engineer, "POST", path + "/priority", """{"priority":101}"""));
        Assert.Equal(CampaignStanding.Open, (await house.Site.Stores.Control.StandingAsync(path[11..]))!.Value.Standing); // the priority alone
        Assert.Equal("campaign-none-failed", await house.WordAsync(house.Engineer, "POST", path + "/again"));
        Assert.Equal("stopped", await StandingAsync(path, "stopped"));
        Assert.Equal("campaign-ended", await house.WordAsync(house.Engineer, "POST", path + "/standing", """{"standing":"open"}"""));
        Assert.Equal("campaign-ended", await house.WordAsync(house.Engineer, "POST", path + "/priority", """{"priority":1}"""));
        Assert.Equal("status-404", await house.WordAsync(house.Engineer, "POST", "/campaigns/khong-co/standing", """{"standing":"open"}"""));

        Assert.Equal("status-404", await house.WordAsync(house.Engineer, "GET", path + "/rejudgement")); // nobody asked
        Assert.Equal(path[11..], (await house.DoAsync(house.Engineer, "POST", path + "/rejudgement"))["campaign"]!.GetValue<string>());
        string[] log = [.. (await house.Site.Parts.People.Audit.ListAsync(new AuditFilter { Subject = "campaign:" + path[11..], Most = 100 })).Select(one => one.Action)];
        Assert.Empty(((string[])["campaign.make", "campaign.stand", "campaign.priority", "campaign.again", "campaign.rejudge", "campaign.outcome"]).Except(log));
    }

    [Fact(Timeout = 600_000)]
    public async Task A_repeated_request_makes_one_campaign()
    {
        const string Body = """{"name":"Đo một lần","what":"names","names":["hue.gov.vn"]}""";
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());
        using HttpResponseMessage first = await house.Engineer.SendAsync(HttpMethod.Post, "/campaigns", Body, key);
        using HttpResponseMessage again = await house.Engineer.SendAsync(HttpMethod.Post, "/campaigns", Body, key);
        string id = (await AskingProgram.JsonOf(first))["campaign"]!["id"]!.GetValue<string>();
        Assert.Equal(id, (await AskingProgram.JsonOf(again))["campaign"]!["id"]!.GetValue<string>());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Single(await house.Site.Stores.Campaigns.ListAsync(1000), one => one.Name == "Đo một lần");
    }

    [Fact(Timeout = 600_000)]
    public async Task A_schedule_goes_its_whole_way()
    {
        Assert.Equal("schedule-cron", await house.WordAsync(house.Engineer, "POST", "/schedules", """{"name":"Hằng ngày","what":"register","cron":"61 * * * *"}"""));
        JsonObject made = await house.DoAsync(house.Engineer, "POST", "/schedules", """{"name":"Hằng ngày bằng máy","what":"register","kinds":["ministry"],"cron":"0 2 * * *"}""");
        string path = "/schedules/" + made["id"]!.GetValue<string>();
        Assert.Equal(("0 2 * * *", "Asia/Ho_Chi_Minh", "open"), (made["cron"]!.GetValue<string>(), made["zone"]!.GetValue<string>(), made["standing"]!.GetValue<string>()));
        Assert.NotNull(made["next"]);
        Assert.Equal("30 4 * * 1", (await house.DoAsync(house.Engineer, "POST", path + "/time", """{"cron":"30 4 * * 1"}"""))["cron"]!.GetValue<string>());
        JsonObject first = await house.DoAsync(house.Engineer, "POST", path + "/priority", """{"priority":-5}""");
        Assert.Equal((-5, "30 4 * * 1"), (first["priority"]!.GetValue<int>(), first["cron"]!.GetValue<string>()));
        Assert.Null((await house.DoAsync(house.Engineer, "POST", path + "/standing", """{"standing":"stopped"}"""))["next"]);
        Assert.Equal("campaign-ended", await house.WordAsync(house.Engineer, "POST", path + "/priority", """{"priority":1}"""));

        // What is a schedule is no campaign.
        Assert.Equal("status-404", await house.WordAsync(house.Engineer, "POST", "/campaigns/" + path[11..] + "/standing", """{"standing":"open"}"""));
        Assert.Contains((await house.DoAsync(house.Stranger, "GET", "/schedules"))["items"]!.AsArray(), one => one!["id"]!.GetValue<string>() == path[11..]);
    }

    private async Task<string> StandingAsync(string path, string wanted) =>
        (await house.DoAsync(house.Engineer, "POST", path + "/standing", $$"""{"standing":"{{wanted}}"}"""))["campaign"]!["standing"]!.GetValue<string>();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

/// <summary>Campaigns and schedules at the command line: made, shown, paused while another process measures, gone on with, ended.</summary>
public sealed class CampaignTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_campaign_is_made_measured_shown_paused_and_gone_on_with()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(4, silent: 24);
        string list = country.List([.. SmallCountry.Names(4), .. SmallCountry.Silent(24)]);
        var (code, written, _) = await country.RunAsync("campaign", "new", "night", "--list", list, "--priority", "3", "--at-once", "4", "--rate", "0.2", "--name", "Đêm");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("28 names", written);
        File.Delete(list); // its names are kept

        // Another process measures it, at a rate by which the whole would take two minutes, however fast the machine; it is paused from here and ends in order, with what it had finished.
        using (SextantProcess scan = await SextantProcess.StartAsync("scan", "--campaign", "night", "--lab", "--data", country.Data, "--lang", "en"))
        {
            while ((await ShowAsync(country, "night")).GetProperty("campaign").GetProperty("done").GetInt32() == 0 && !scan.HasExited)
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }

            (code, written, _) = await country.RunAsync("campaign", "pause", "night");
            Assert.Equal(ExitCodes.Ok, code);
            (int ended, string said) = await scan.EndAsync();
            Assert.Equal(ExitCodes.Interrupted, ended);
            Assert.Contains("sextant campaign resume night", said);
        }

        JsonElement paused = (await ShowAsync(country, "night")).GetProperty("campaign");
        Assert.Equal(("paused", 0, 3), (paused.GetProperty("standing").GetString(), paused.GetProperty("leased").GetInt32(), paused.GetProperty("terms").GetProperty("priority").GetInt32()));
        Assert.InRange(paused.GetProperty("done").GetInt32(), 1, 27);
        (code, _, string complained) = await country.RunAsync("scan", "--campaign", "night", "--lab");
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("rests", complained);

        await country.RunAsync("campaign", "change", "night", "--at-once", "none", "--rate", "none", "--priority", "-2");
        await country.RunAsync("campaign", "resume", "night");
        (code, written, _) = await country.RunAsync("scan", "--campaign", "night", "--lab", "--json", "--concurrency", "28");
        using JsonDocument done = JsonDocument.Parse(written);
        Assert.Equal((28, 0), (done.RootElement.GetProperty("done").GetInt32(), done.RootElement.GetProperty("pending").GetInt32()));
        JsonElement after = await ShowAsync(country, "night");
        Assert.Equal(28, after.GetProperty("results").EnumerateArray().Where(r => r.GetProperty("kind").GetString() == "site").Sum(r => r.GetProperty("count").GetInt32()));
        Assert.Equal((true, -2), (after.GetProperty("campaign").GetProperty("finished").GetBoolean(), after.GetProperty("campaign").GetProperty("terms").GetProperty("priority").GetInt32()));

        (code, _, _) = await country.RunAsync("campaign", "stop", "night");
        Assert.Equal(ExitCodes.Ok, code);
        (_, written, _) = await country.RunAsync("campaign", "resume", "night");
        Assert.Contains("has ended", written);
        (_, _, complained) = await country.RunAsync("scan", "--campaign", "night", "--lab");
        Assert.Contains("has ended", complained);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_schedule_is_made_in_the_time_zone_of_the_pack_and_listed_for_programs()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(1);
        var (code, written, _) = await country.RunAsync("campaign", "new", "weekly", "--register", "--kind", "ministry", "--cron", "0 20 * * SUN", "--hours", "20:00-06:00");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("Asia/Ho_Chi_Minh", written);
        Assert.Contains("20:00", written);

        (_, written, _) = await country.RunAsync("campaign", "list", "--json");
        Assert.Empty(JsonForm.Read("campaign.schema.json").Faults(JsonNode.Parse(written)));
        using JsonDocument listed = JsonDocument.Parse(written);
        JsonElement weekly = Assert.Single(listed.RootElement.GetProperty("schedules").EnumerateArray());
        Assert.Equal(("register: ministry", "open"), (weekly.GetProperty("source").GetString(), weekly.GetProperty("standing").GetString()));
        DateTimeOffset next = weekly.GetProperty("next").GetDateTimeOffset();
        Assert.Equal((DayOfWeek.Sunday, 13, 0), (next.UtcDateTime.DayOfWeek, next.UtcDateTime.Hour, next.UtcDateTime.Minute));

        await country.RunAsync("campaign", "pause", "weekly");
        (_, written, _) = await country.RunAsync("campaign", "show", "weekly", "--json");
        using JsonDocument rests = JsonDocument.Parse(written);
        Assert.Equal(JsonValueKind.Null, rests.RootElement.GetProperty("schedules")[0].GetProperty("next").ValueKind);
        (code, _, string complained) = await country.RunAsync("campaign", "new", "weekly", "--register");
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("already", complained);
        (_, _, complained) = await country.RunAsync("campaign", "rerun-failures", "weekly");
        Assert.Contains("is a schedule", complained);
    }

    [Theory]
    [InlineData("campaign show nothing", "no campaign and no schedule")]
    [InlineData("campaign new x", "one of --list FILE")]
    [InlineData("campaign new x --register --unknown-of y", "one of --list FILE")]
    [InlineData("campaign new x --register --cron never", "no rule of time")]
    [InlineData("campaign new x --register --priority 101", "a number from -100 to 100")]
    [InlineData("campaign new x --register --rate 0", "a number from 0.01")]
    [InlineData("campaign new x --register --hours 22-6", "no time of day")]
    [InlineData("campaign new Bad --register", "no campaign id")]
    [InlineData("campaign new x --unknown-of y", "no name of which something is unknown")]
    public async Task What_cannot_be_made_is_said(string line, string sentence)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "measurement.db"), []);
        var (code, _, complained) = await TestConsole.RunAsync($"{line} --lang en --data {folder.Path}");
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(sentence, complained);
    }

    private static async Task<JsonElement> ShowAsync(SmallCountry country, string id)
    {
        var (_, written, _) = await country.RunAsync("campaign", "show", id, "--json");
        Assert.Empty(JsonForm.Read("campaign.schema.json").Faults(JsonNode.Parse(written)));
        return JsonDocument.Parse(written).RootElement;
    }
}

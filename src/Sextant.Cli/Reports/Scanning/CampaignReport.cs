using System.Globalization;
using System.Text.Json;
using Sextant.Checks.Observations;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;
using Sextant.Wire;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports.Scanning;

/// <summary>All that is told of one campaign.</summary>
internal sealed record CampaignDetails(CampaignProgress Progress, IReadOnlyList<ResultCount> Results, IReadOnlyList<(string Name, string Vantage, string Problem)> Failed);

/// <summary>Campaigns and schedules, for people and for programs.</summary>
internal sealed class CampaignReport(VerbRun run)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private readonly CultureInfo _culture = run.Texts.Language.Culture();
    private readonly CheckTexts _says = CheckTexts.For(run.Texts.Language.Word());

    /// <summary>The word of a standing: <c>open</c>.</summary>
    public static string Word(CampaignStanding standing) => FailureWords.Kebab(standing.ToString());

    /// <summary>One line each.</summary>
    public void WriteList(IReadOnlyList<Schedule> schedules, IReadOnlyList<Campaign> campaigns)
    {
        DateTimeOffset now = run.Clock.GetUtcNow();
        foreach (Schedule schedule in schedules)
        {
            string next = schedule.Next(now) is { } due ? TimeZoneInfo.ConvertTime(due, schedule.Zone).ToString("g", _culture) : run.Texts["campaign.standing." + Word(schedule.Standing)];
            run.Say("campaign.schedule-line", schedule.Id, schedule.Cron.Text, schedule.Zone.Id, next, Terms(schedule.Terms), schedule.Rule.Description);
        }

        foreach (Campaign campaign in campaigns)
        {
            run.Say(
                "campaign.line", campaign.Id, campaign.Count(TargetState.Done), campaign.Total, Standing(campaign), Terms(campaign.Terms), campaign.Source,
                campaign.CreatedAt.UtcDateTime.ToString("g", _culture));
        }

        if (schedules.Count + campaigns.Count == 0)
        {
            run.Complain("campaign.nothing");
        }
    }

    /// <summary>One campaign: counts, rate, classes, causes, what was given up.</summary>
    public void Write(CampaignDetails about)
    {
        CampaignProgress progress = about.Progress;
        WriteList([], [progress.Campaign]);
        run.Say(
            "campaign.counts", progress.Campaign.Count(TargetState.Done), progress.Campaign.Count(TargetState.Leased), progress.Campaign.Count(TargetState.Pending),
            progress.Campaign.Count(TargetState.Failed), progress.NamesPerSecond.ToString("0.00", _culture),
            progress.LeftFor is { } left ? left.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture) : "–");
        foreach (IGrouping<TargetKind, ResultCount> kind in about.Results.GroupBy(result => result.Kind).OrderBy(group => group.Key))
        {
            string classes = string.Join(" · ", kind.GroupBy(r => r.Class).OrderBy(group => group.Key).Select(group => $"{_says.Of(group.Key)} {group.Sum(r => r.Count).ToString("N0", _culture)}"));
            run.Console.Out.WriteLine($"  {_says.Of(kind.Key),-14} {classes}");
        }

        foreach (IGrouping<Failure, ResultCount> cause in about.Results.Where(r => r.Cause is not null).GroupBy(r => r.Cause!.Value).OrderByDescending(group => group.Sum(r => r.Count)).Take(8))
        {
            run.Console.Out.WriteLine($"  {_says.Of(cause.Key)} {cause.Sum(r => r.Count).ToString("N0", _culture)}");
        }

        foreach ((string name, _, string problem) in about.Failed.Take(20))
        {
            run.Say("scan.failed", name, TerminalText.Safe(problem, 200));
        }
    }

    /// <summary>The list for programs.</summary>
    public void WriteJson(IReadOnlyList<Schedule> schedules, IReadOnlyList<Campaign> campaigns) =>
        Print(new { Schema = 1, Schedules = schedules.Select(Of), Campaigns = campaigns.Select(Of) });

    /// <summary>One campaign for programs.</summary>
    public void WriteJson(CampaignDetails about) => Print(new
    {
        Schema = 1,
        Campaign = Of(about.Progress.Campaign),
        about.Progress.FirstAt,
        about.Progress.LastAt,
        NamesPerSecond = Math.Round(about.Progress.NamesPerSecond, 3),
        SecondsLeft = about.Progress.LeftFor is { } left ? Math.Round(left.TotalSeconds) : (double?)null,
        Results = about.Results.Select(r => new { Kind = FailureWords.Kebab(r.Kind.ToString()), Class = FailureWords.Kebab(r.Class.ToString()), Cause = r.Cause?.ToWord(), r.Count }),
        GivenUp = about.Failed.Select(one => new { one.Name, one.Vantage, one.Problem }),
    });

    private void Print(object what) => run.Console.Out.WriteLine(JsonSerializer.Serialize(what, Indented));

    private object Of(Schedule schedule) => new
    {
        schedule.Id,
        schedule.Name,
        Source = schedule.Rule.Description,
        schedule.Profile,
        schedule.Vantages,
        Cron = schedule.Cron.Text,
        TimeZone = schedule.Zone.Id,
        Standing = Word(schedule.Standing),
        Next = schedule.Next(run.Clock.GetUtcNow()),
        schedule.LastCampaign,
        Terms = Of(schedule.Terms),
    };

    private static object Of(Campaign campaign) => new
    {
        campaign.Id,
        campaign.Name,
        campaign.Source,
        campaign.Profile,
        campaign.Vantages,
        campaign.CreatedAt,
        campaign.Schedule,
        Standing = Word(campaign.Standing),
        campaign.Unattended,
        Terms = Of(campaign.Terms),
        campaign.Finished,
        campaign.Total,
        Done = campaign.Count(TargetState.Done),
        Leased = campaign.Count(TargetState.Leased),
        Pending = campaign.Count(TargetState.Pending),
        Failed = campaign.Count(TargetState.Failed),
    };

    private static object Of(CampaignTerms terms) => new { terms.Priority, Hours = terms.Window?.Hours, AtOnce = terms.Concurrency, Rate = terms.NamesPerSecond };

    private string Standing(Campaign campaign) => run.Texts[
        "campaign.standing." + (campaign.Finished ? "finished" : campaign.Standing != CampaignStanding.Open ? Word(campaign.Standing) : campaign.Count(TargetState.Leased) > 0 ? "running" : campaign.Unattended ? "waits" : "attended")];

    private string Terms(CampaignTerms terms)
    {
        string[] parts =
        [
            .. terms.Priority != 0 ? [run.Sentence("campaign.priority", terms.Priority)] : Array.Empty<string>(),
            .. terms.Window is { } window ? [window.Hours] : Array.Empty<string>(),
            .. terms.Concurrency is { } names ? [run.Sentence("campaign.at-once", names)] : Array.Empty<string>(),
            .. terms.NamesPerSecond is { } rate ? [run.Sentence("campaign.rate", rate.ToString("0.##", _culture))] : Array.Empty<string>(),
        ];
        return parts.Length > 0 ? $" ({string.Join(", ", parts)})" : "";
    }
}

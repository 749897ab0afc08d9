using System.CommandLine;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports.Scanning;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;

namespace Sextant.Cli.Commands;

/// <summary>
/// <c>sextant campaign</c>: campaigns and schedules as things one makes, looks at, lets rest and ends. What is said here stands in the database; <c>serve</c>
/// goes by it, and so does a <c>scan</c> that runs.
/// </summary>
internal static class CampaignCommand
{
    private static readonly Argument<string> Id = new("id");
    private static readonly Option<bool> Json = new("--json");
    private static readonly Option<bool> All = new("--all");

    public static Verb Create() => new("campaign")
    {
        CampaignNew.Create(),
        new Verb("list", SettingGroups.None, ListAsync) { All, Json },
        new Verb("show", SettingGroups.None, ShowAsync) { Id, Json },
        new Verb("pause", SettingGroups.None, (run, cancellation) => StandAsync(run, CampaignStanding.Paused, cancellation)) { Id },
        new Verb("resume", SettingGroups.None, (run, cancellation) => StandAsync(run, CampaignStanding.Open, cancellation)) { Id },
        new Verb("stop", SettingGroups.None, (run, cancellation) => StandAsync(run, CampaignStanding.Stopped, cancellation)) { Id },
        new Verb("rerun-failures", SettingGroups.None, RerunAsync) { Id },
        CampaignChange.Create(),
    };

    private static async Task<int> ListAsync(VerbRun run, CancellationToken cancellation)
    {
        MeasurementStores stores = await StoreRoom.OpenKeptAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            IReadOnlyList<Schedule> schedules = await stores.Schedules.ListAsync(cancellation).ConfigureAwait(false);
            IReadOnlyList<Campaign> campaigns = await stores.Campaigns.ListAsync(run.Parsed.GetValue(All) ? 100_000 : 20, cancellation).ConfigureAwait(false);
            var report = new CampaignReport(run);
            if (run.Parsed.GetValue(Json))
            {
                report.WriteJson(schedules, campaigns);
            }
            else
            {
                report.WriteList(schedules, campaigns);
            }

            return ExitCodes.Ok;
        }
    }

    private static Task<int> ShowAsync(VerbRun run, CancellationToken cancellation) => OnAsync(
        run,
        async (stores, schedule) =>
        {
            IReadOnlyList<Campaign> made = [.. (await stores.Campaigns.ListAsync(100_000, cancellation).ConfigureAwait(false)).Where(one => one.Schedule == schedule.Id).Take(20)];
            var report = new CampaignReport(run);
            if (run.Parsed.GetValue(Json))
            {
                report.WriteJson([schedule], made);
            }
            else
            {
                report.WriteList([schedule], made);
            }
        },
        async (stores, campaign) =>
        {
            CampaignProgress progress = (await stores.Campaigns.ProgressAsync(campaign.Id, cancellation).ConfigureAwait(false))!;
            var about = new CampaignDetails(
                progress,
                await stores.Scans.ResultsAsync(campaign.Id, null, cancellation).ConfigureAwait(false),
                await stores.Campaigns.FailedAsync(campaign.Id, cancellation).ConfigureAwait(false));
            var report = new CampaignReport(run);
            if (run.Parsed.GetValue(Json))
            {
                report.WriteJson(about);
            }
            else
            {
                report.Write(about);
            }
        },
        cancellation);

    private static Task<int> StandAsync(VerbRun run, CampaignStanding standing, CancellationToken cancellation) => OnAsync(
        run,
        async (stores, schedule) =>
        {
            bool done = await stores.Schedules.StandAsync(schedule.Id, standing, cancellation).ConfigureAwait(false);
            run.Say(done ? "campaign.schedule-stands." + CampaignReport.Word(standing) : "campaign.ended", schedule.Id);
        },
        async (stores, campaign) =>
        {
            bool done = await stores.Control.StandAsync(campaign.Id, standing, cancellation).ConfigureAwait(false);
            if (done && standing == CampaignStanding.Open)
            {
                // Whoever resumes it wants it measured, by whatever server runs.
                await stores.Control.HandOverAsync(campaign.Id, cancellation).ConfigureAwait(false);
            }

            run.Say(done ? "campaign.stands." + CampaignReport.Word(standing) : "campaign.ended", campaign.Id);
        },
        cancellation);

    private static Task<int> RerunAsync(VerbRun run, CancellationToken cancellation) => OnAsync(
        run,
        (_, schedule) => throw new BadInputException("campaign.is-schedule", schedule.Id),
        async (stores, campaign) => run.Say("campaign.reruns", await stores.Control.TryFailedAgainAsync(campaign.Id, cancellation).ConfigureAwait(false), campaign.Id),
        cancellation);

    /// <summary>Does one thing to a schedule, another to a campaign, whichever has the id that is given.</summary>
    internal static Task<int> OnAsync(
        VerbRun run, Func<MeasurementStores, Schedule, Task> toSchedule, Func<MeasurementStores, Campaign, Task> toCampaign, CancellationToken cancellation) =>
        OnAsync(run, run.Parsed.GetValue(Id)!, toSchedule, toCampaign, cancellation);

    internal static async Task<int> OnAsync(
        VerbRun run, string id, Func<MeasurementStores, Schedule, Task> toSchedule, Func<MeasurementStores, Campaign, Task> toCampaign, CancellationToken cancellation)
    {
        MeasurementStores stores = await StoreRoom.OpenKeptAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            if (await stores.Schedules.FindAsync(id, cancellation).ConfigureAwait(false) is { } schedule)
            {
                await toSchedule(stores, schedule).ConfigureAwait(false);
                return ExitCodes.Ok;
            }

            Campaign campaign = await stores.Campaigns.FindAsync(id, cancellation).ConfigureAwait(false) ?? throw new BadInputException("campaign.none", id);
            await toCampaign(stores, campaign).ConfigureAwait(false);
            return ExitCodes.Ok;
        }
    }
}

using System.CommandLine;
using Sextant.Cli.Parts.Campaigning;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Campaigns;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant campaign change</c>: other terms for a campaign that goes on, or for the next ones of a schedule.</summary>
internal static class CampaignChange
{
    private static readonly Argument<string> Id = new("id");

    public static Verb Create()
    {
        var verb = new Verb("change", SettingGroups.None, ChangeAsync) { Id };
        foreach (Option option in TermOptions.All)
        {
            verb.Add(option);
        }

        verb.Add(TermOptions.Cron);
        return verb;
    }

    private static async Task<int> ChangeAsync(VerbRun run, CancellationToken cancellation)
    {
        StoreRoom.Demand(run.Settings.Keeping, DataRooms.MeasurementOptions(run.Settings.Keeping)); // before the register is opened for its time zone
        TimeZoneInfo? zone = await TermOptions.ZoneAsync(run, cancellation).ConfigureAwait(false);
        return await CampaignCommand.OnAsync(
            run,
            run.Parsed.GetValue(Id)!,
            async (stores, schedule) =>
            {
                await stores.Schedules.ChangeAsync(schedule.Id, TermOptions.Read(run, schedule.Terms, zone), TermOptions.CronOf(run) ?? schedule.Cron, cancellation).ConfigureAwait(false);
                run.Say("campaign.changed", schedule.Id);
            },
            async (stores, campaign) =>
            {
                if (TermOptions.CronOf(run) is not null)
                {
                    throw new BadInputException("campaign.no-schedule", campaign.Id);
                }

                await stores.Control.ChangeAsync(campaign.Id, TermOptions.Read(run, campaign.Terms, zone), cancellation).ConfigureAwait(false);
                run.Say("campaign.changed", campaign.Id);
            },
            cancellation).ConfigureAwait(false);
    }
}

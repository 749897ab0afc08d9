using System.CommandLine;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Parts.Campaigning;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports.Scanning;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Programme.Organisations;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant scan</c>: measures many names as a campaign that can be stopped, killed and gone on with.</summary>
internal static class ScanCommand
{
    private static readonly Option<string> Id = new("--campaign") { HelpName = "ID" };
    private static readonly Option<string> List = new("--list") { HelpName = "FILE" };
    private static readonly Option<bool> Register = new("--register");
    private static readonly Option<string[]> Kind = new("--kind") { Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> Sector = new("--sector") { Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> Name = new("--name");
    private static readonly Option<bool> Lab = new("--lab");
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("scan", SettingGroups.Measuring | SettingGroups.Judging, ScanAsync)
    {
        Id, List, Register, Kind, Sector, Name, Lab, Json,
    };

    private static async Task<int> ScanAsync(VerbRun run, CancellationToken cancellation)
    {
        Profile profile = Profiles.Of(run.Settings.Profile);
        bool lab = run.Parsed.GetValue(Lab);
        MeasuringUse use = (lab ? LabUse.Running(run.Settings.Keeping.DataFolder) : new MeasuringUse()) with { Campaign = true };
        var filter = new OrganisationFilter { Kinds = run.Parsed.GetValue(Kind) ?? [], Sectors = run.Parsed.GetValue(Sector) ?? [] };
        var choice = new CampaignChoice(
            run.Parsed.GetValue(Id), run.Parsed.GetValue(List), run.Parsed.GetValue(Register), filter, run.Parsed.GetValue(Name), lab);
        MeasurementStores stores = await StoreRoom.OpenAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            Campaign campaign = await choice.OpenAsync(run, stores.Campaigns, profile, cancellation).ConfigureAwait(false);
            if (campaign.Total == 0)
            {
                throw new BadInputException("scan.empty", campaign.Id);
            }

            if (!campaign.Vantages.Contains(run.Settings.Vantage.Name))
            {
                throw new BadInputException("scan.other-vantage", campaign.Id, string.Join(", ", campaign.Vantages), run.Settings.Vantage.Name);
            }

            if (campaign.Standing != CampaignStanding.Open)
            {
                throw new BadInputException(campaign.Standing == CampaignStanding.Paused ? "scan.is-paused" : "scan.has-ended", campaign.Id);
            }

            return await RunAsync(run, use, stores, campaign, profile, cancellation).ConfigureAwait(false);
        }
    }

    // Outside its hours a campaign waits for them, as often as they end before it does.
    private static async Task<CampaignEnd> InHoursAsync(VerbRun run, MeasurementStores stores, Campaign campaign, Func<Task<CampaignEnd>> measure, CancellationToken cancellation)
    {
        while (true)
        {
            bool told = false;
            while ((await stores.Control.StandingAsync(campaign.Id, cancellation).ConfigureAwait(false))?.Terms.Window is { } window && !window.Contains(run.Clock.GetUtcNow()))
            {
                if (!told)
                {
                    run.Complain("scan.hours", campaign.Id, window.Hours, window.Zone.Id);
                    told = true;
                }

                await Task.Delay(TimeSpan.FromSeconds(1), run.Clock, cancellation).ConfigureAwait(false);
            }

            CampaignEnd end = await measure().ConfigureAwait(false);
            if (end != CampaignEnd.WindowClosed)
            {
                return end;
            }
        }
    }

    private static CampaignRunOptions OptionsOf(VerbRun run, Campaign campaign, Profile profile) => new()
    {
        Profile = profile,
        Concurrency = NamesAtOnce.Of(run, Math.Min(campaign.Terms.Concurrency ?? int.MaxValue, run.Settings.Limits.Concurrency)),
        NamesPerSecond = campaign.Terms.NamesPerSecond,
    };

    private static async Task<int> RunAsync(
        VerbRun run, MeasuringUse use, MeasurementStores stores, Campaign campaign, Profile profile, CancellationToken cancellation)
    {
        using MeasuringParts parts = MeasuringParts.Build(run.Settings, use, run.Clock);
        var tally = new CampaignTally(campaign, await stores.Scans.ResultsAsync(campaign.Id, null, cancellation).ConfigureAwait(false));
        var runner = new CampaignRunner(
            parts.Scanner, parts.Vantage.CheckAsync, stores, OptionsOf(run, campaign, profile), run.Clock);
        var screen = new ScanScreen(run, campaign, tally);
        CampaignEnd end;
        try
        {
            screen.Begin();
            end = await InHoursAsync(
                run, stores, campaign, () => runner.RunAsync(campaign.Id, run.Settings.Vantage.Name, tally, cancellation), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            end = CampaignEnd.Stopped;
        }
        catch (DatabaseAwayException fault)
        {
            run.Complain("scan.database-gone", fault);
            return ExitCodes.Failed;
        }
        finally
        {
            await screen.DisposeAsync().ConfigureAwait(false);
        }

        if (end != CampaignEnd.Stopped)
        {
            await LakeCare.OnceAsync(run, stores.Lake, cancellation).ConfigureAwait(false);
        }

        // What others measured of the same campaign meanwhile is the campaign's as well.
        tally.Count(await stores.Scans.ResultsAsync(campaign.Id, null, CancellationToken.None).ConfigureAwait(false));
        Campaign after = (await stores.Campaigns.FindAsync(campaign.Id, CancellationToken.None).ConfigureAwait(false))!;
        if (run.Parsed.GetValue(Json))
        {
            screen.WriteJson(end, after);
        }
        else
        {
            screen.WriteSummary(end, after, await stores.Campaigns.FailedAsync(campaign.Id, CancellationToken.None).ConfigureAwait(false));
        }

        return CodeOf(end, tally.Results());
    }

    private static int CodeOf(CampaignEnd end, IReadOnlyList<ResultCount> results) => end switch
    {
        CampaignEnd.Stopped or CampaignEnd.Paused => ExitCodes.Interrupted,
        CampaignEnd.VantageFault or CampaignEnd.MassFailure => ExitCodes.Unknown,
        _ when results.Any(r => r.Class is TargetClass.Partial or TargetClass.Broken or TargetClass.None) => ExitCodes.NotReady,
        _ when results.Any(r => r.Class == TargetClass.Unknown) || results.Count == 0 => ExitCodes.Unknown,
        _ => ExitCodes.Ok,
    };
}

using System.CommandLine;
using System.Runtime.CompilerServices;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports.Scanning;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Scans;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant rejudge</c>: judges stored evidence again, with the clock that is in it, and shows whose verdicts differ.</summary>
internal static class RejudgeCommand
{
    private static readonly Argument<string[]> Targets = new("target") { Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> Campaign = new("--campaign") { HelpName = "ID" };
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("rejudge", SettingGroups.Judging, RejudgeAsync) { Targets, Campaign, Json };

    private static async Task<int> RejudgeAsync(VerbRun run, CancellationToken cancellation)
    {
        string[] names = run.Parsed.GetValue(Targets) ?? [];
        string? campaign = run.Parsed.GetValue(Campaign);
        Profile profile = Profiles.Of(run.Settings.Profile);
        if (names.Length > 0 && campaign is not null)
        {
            throw new BadInputException("rejudge.targets-or-campaign");
        }

        MeasurementStores stores = await StoreRoom.OpenKeptAsync(run, cancellation, names.Length > 0 ? new BadInputException("explain.never", string.Join(", ", names)) : null).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            if (campaign is not null && await stores.Campaigns.FindAsync(campaign, cancellation).ConfigureAwait(false) is null)
            {
                throw new BadInputException("scan.no-campaign", campaign);
            }

            var report = new RejudgeReport(run, run.Parsed.GetValue(Json));
            await foreach (Rejudged one in Rejudging.RunAsync(stores, KeptAsync(run, stores, names, campaign, cancellation), profile).ConfigureAwait(false))
            {
                report.Add(one);
            }

            return report.End($"{profile.Name}/{profile.Version}");
        }
    }

    private static async IAsyncEnumerable<JudgedTarget> KeptAsync(
        VerbRun run, MeasurementStores stores, string[] names, string? campaign, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (campaign is not null)
        {
            await foreach (JudgedTarget target in stores.Scans.OfCampaignAsync(campaign, cancellation).ConfigureAwait(false))
            {
                yield return target;
            }

            yield break;
        }

        var keys = new List<string>();
        foreach (string name in names)
        {
            keys.AddRange(TargetWord.Parse(run, name).Keys);
        }

        if (names.Length == 0)
        {
            foreach (TargetKind kind in Enum.GetValues<TargetKind>())
            {
                keys.AddRange(await stores.Scans.KeysAsync(kind, cancellation).ConfigureAwait(false));
            }
        }

        int found = 0;
        foreach (string[] page in keys.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (JudgedTarget target in (await stores.Scans.CurrentAsync(page, null, cancellation).ConfigureAwait(false)).Values.OrderBy(t => t.Target.Key, StringComparer.Ordinal))
            {
                found++;
                yield return target;
            }
        }

        if (found == 0 && names.Length > 0)
        {
            throw new BadInputException("explain.never", string.Join(", ", names));
        }
    }
}

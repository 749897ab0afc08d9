using System.CommandLine;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Retention;
using Sextant.Store.Files;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant data prune</c>: removes what is past its time, class by class, as <c>serve</c> does every day; or says what would go.</summary>
internal static class DataPrune
{
    private static readonly Option<bool> DryRun = new("--dry-run");

    public static Verb Create() => new("prune", SettingGroups.Retaining, PruneAsync) { DryRun };

    private static async Task<int> PruneAsync(VerbRun run, CancellationToken cancellation)
    {
        bool dry = run.Parsed.GetValue(DryRun);
        MeasurementStores stores = await StoreRoom.OpenKeptAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            try
            {
                IReadOnlyList<PastData> past = await stores.Pruning.RunAsync(run.Settings.Retention, !dry, cancellation).ConfigureAwait(false)
                    ?? throw new BadInputException("data.prune-busy");
                LakeCare.Say(run, past, dry ? "data.would-prune" : "data.pruned");
                return ExitCodes.Ok;
            }
            catch (StorageException fault)
            {
                throw StoreRoom.Disk(fault);
            }
        }
    }
}

using System.Data.Common;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;

namespace Sextant.Cli.Parts;

/// <summary>Opens what is kept for a verb, and says in a sentence when it cannot be had.</summary>
internal static class StoreRoom
{
    /// <summary>Opens what Measurement keeps.</summary>
    /// <exception cref="BadInputException">The folder or the database cannot be used.</exception>
    public static Task<MeasurementStores> OpenAsync(VerbRun run, CancellationToken cancellation) => OpenAsync(run, run.Settings.Keeping, cancellation);

    /// <summary>The same in another folder: the lab's.</summary>
    public static Task<MeasurementStores> OpenAsync(VerbRun run, KeepingSettings keeping, CancellationToken cancellation) =>
        GuardedAsync(keeping, () => DataRooms.MeasurementAsync(keeping, run.Clock, cancellation));

    /// <summary>Opens something, and says clearly when it cannot be had.</summary>
    public static async Task<T> GuardedAsync<T>(KeepingSettings keeping, Func<Task<T>> open)
    {
        try
        {
            return await open().ConfigureAwait(false);
        }
        catch (DbException fault)
        {
            throw new BadInputException("keeping.no-database", fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("keeping.no-folder", keeping.DataFolder, fault.Message);
        }
    }
}

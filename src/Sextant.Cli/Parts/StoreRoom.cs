using System.Data.Common;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Store.Databases;
using DatabaseKind = Sextant.Cli.Settings.DatabaseKind;

namespace Sextant.Cli.Parts;

/// <summary>Where things are kept, from settings: the data folder, and the database.</summary>
internal static class StoreRoom
{
    /// <summary>Opens what Measurement keeps.</summary>
    /// <exception cref="BadInputException">The folder or the database cannot be used.</exception>
    public static Task<MeasurementStores> OpenAsync(VerbRun run, CancellationToken cancellation)
    {
        KeepingSettings keeping = run.Settings.Keeping;
        var options = new MeasurementStoresOptions { Folder = keeping.DataFolder, Database = Place(keeping, "measurement.db") };
        return GuardedAsync(keeping, () => MeasurementStores.OpenAsync(options, run.Clock, cancellation));
    }

    /// <summary>The tables of an area: a file of its own in the data folder, or the PostgreSQL database that all areas share.</summary>
    public static DatabaseOptions Place(KeepingSettings keeping, string file) => keeping.Database.Kind == DatabaseKind.Postgres
        ? DatabaseOptions.PostgreSql(keeping.Database.Connection!)
        : DatabaseOptions.Sqlite(Path.Combine(keeping.DataFolder, file));

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

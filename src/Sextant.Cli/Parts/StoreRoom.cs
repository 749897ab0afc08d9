using System.Data.Common;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Store.Databases;
using Sextant.Store.Files;

namespace Sextant.Cli.Parts;

/// <summary>Opens what is kept for a verb, and says in a sentence when it cannot be had.</summary>
internal static class StoreRoom
{
    /// <summary>Opens what Measurement keeps.</summary>
    /// <exception cref="BadInputException">The folder or the database cannot be used.</exception>
    public static Task<MeasurementStores> OpenAsync(VerbRun run, CancellationToken cancellation) => OpenAsync(run, run.Settings.Keeping, cancellation);

    /// <summary>The same in another folder: the lab's.</summary>
    public static Task<MeasurementStores> OpenAsync(VerbRun run, KeepingSettings keeping, CancellationToken cancellation) =>
        GuardedAsync(DataRooms.MeasurementOptions(keeping), keeping, () => DataRooms.MeasurementAsync(keeping, run.Clock, cancellation));

    /// <summary>The same for a verb that looks for what is there: where nothing is, nothing is made.</summary>
    /// <param name="sought">What to say instead where something by name is looked for; null: that nothing is there.</param>
    /// <exception cref="BadInputException">The folder has nothing that was measured, or cannot be used.</exception>
    public static Task<MeasurementStores> OpenKeptAsync(VerbRun run, CancellationToken cancellation, BadInputException? sought = null)
    {
        Demand(run.Settings.Keeping, DataRooms.MeasurementOptions(run.Settings.Keeping), sought);
        return OpenAsync(run, cancellation);
    }

    /// <summary>Refuses a data folder that an empty database would be made in. A server is asked by opening: who names it in the settings means it.</summary>
    /// <exception cref="BadInputException">There is no database.</exception>
    public static void Demand(KeepingSettings keeping, DatabaseOptions database, BadInputException? sought = null)
    {
        if (database.Kind == Store.Databases.DatabaseKind.Sqlite && !File.Exists(database.Location))
        {
            throw sought ?? new BadInputException("keeping.nothing", Path.GetFullPath(keeping.DataFolder));
        }
    }

    /// <summary>Opens something that lies in a database, and says clearly when it cannot be had.</summary>
    public static async Task<T> GuardedAsync<T>(DatabaseOptions database, KeepingSettings keeping, Func<Task<T>> open)
    {
        try
        {
            return await open().ConfigureAwait(false);
        }
        catch (Exception fault) when (DatabaseFaults.OfDisk(fault, database) is { } disk)
        {
            throw Disk(disk);
        }
        catch (StorageException disk)
        {
            throw Disk(disk);
        }
        catch (Exception fault) when (DatabaseFaults.IsLocked(fault))
        {
            throw new BadInputException("keeping.locked", keeping.DataFolder);
        }
        catch (DbException fault)
        {
            throw database.Kind == Store.Databases.DatabaseKind.Sqlite
                ? new BadInputException("keeping.damaged", database.Location, fault)
                : new BadInputException("keeping.no-server", fault);
        }
        catch (InvalidDataException)
        {
            throw new BadInputException("keeping.newer", database.Kind == Store.Databases.DatabaseKind.Sqlite ? database.Location : "PostgreSQL");
        }
        catch (UnauthorizedAccessException)
        {
            throw new BadInputException("keeping.no-right", keeping.DataFolder);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException("keeping.no-place", keeping.DataFolder);
        }
        catch (IOException fault)
        {
            throw new BadInputException("keeping.no-folder", keeping.DataFolder, fault);
        }
    }

    /// <summary>What the disk refuses, in a sentence.</summary>
    public static BadInputException Disk(StorageException fault) => fault switch
    {
        { IsFull: true } => new BadInputException("keeping.full", fault.Path),
        { ErrorNumber: Errno.Access or Errno.NotPermitted } => new BadInputException("keeping.no-right", Path.GetDirectoryName(fault.Path)),
        { ErrorNumber: Errno.ReadOnly } => new BadInputException("keeping.read-only", Path.GetDirectoryName(fault.Path)),
        _ => new BadInputException("keeping.disk", fault.Path, fault),
    };
}

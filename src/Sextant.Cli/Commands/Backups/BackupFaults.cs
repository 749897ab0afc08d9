using System.Data.Common;
using Sextant.Cli.Parts;
using Sextant.Cli.Verbs;
using Sextant.Store.Backups;
using Sextant.Store.Databases;
using Sextant.Store.Files;
using Sextant.Wire;

namespace Sextant.Cli.Commands.Backups;

/// <summary>What goes wrong with a backup, in a sentence that says what to do.</summary>
internal static class BackupFaults
{
    public static async Task<int> GuardAsync(VerbRun run, Func<Task<int>> work)
    {
        DatabaseOptions database = DataRooms.RegisterOptions(run.Settings.Keeping);
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (BackupException fault)
        {
            throw new BadInputException("backup.fault-" + FailureWords.Kebab(fault.Fault.ToString()), fault.Subject);
        }
        catch (StorageException fault)
        {
            throw StoreRoom.Disk(fault);
        }
        catch (TimeoutException)
        {
            throw new BadInputException("data.prune-busy");
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new BadInputException("backup.no-right", fault);
        }
        catch (DbException fault)
        {
            throw database.Kind == DatabaseKind.Sqlite ? new BadInputException("keeping.damaged", database.Location, fault) : new BadInputException("keeping.no-server", fault);
        }
    }
}

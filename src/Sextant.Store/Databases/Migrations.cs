using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Store.Databases;

/// <summary>Brings one area's tables to what the program expects. Called under <see cref="MigrationLock"/>.</summary>
internal static class Migrations
{
    internal static async Task RunAsync(DbContext context, DatabaseOptions options, CancellationToken cancellation)
    {
        HashSet<string> pending = [.. context.Database.GetMigrations()];
        string[] applied = await AppliedAsync(context, cancellation).ConfigureAwait(false);
        RefuseNewer(context, applied.Where(id => !pending.Contains(id)));
        pending.ExceptWith(applied);
        if (pending.Count == 0)
        {
            return; // another process has migrated while we waited: EF Core would write its lock, sync it twice and build a second model to find that out
        }

        if (options.Kind == DatabaseKind.Sqlite)
        {
            await ClearStaleLockAsync(context, cancellation).ConfigureAwait(false);
            if (applied.Length > 0)
            {
                CopyBeforeMigration.Make(options.Location, applied.Max(StringComparer.Ordinal)!, pending);
            }
        }

        await context.Database.MigrateAsync(cancellation).ConfigureAwait(false);
        if (options.Kind == DatabaseKind.Sqlite)
        {
            CopyBeforeMigration.Done(options.Location);
        }
    }

    /// <summary>
    /// EF Core's lock on SQLite is a row that outlives a killed process, and the next start would wait for it for ever.
    /// We hold a lock that the kernel knows, so whoever wrote that row is gone.
    /// </summary>
    private static async Task ClearStaleLockAsync(DbContext context, CancellationToken cancellation)
    {
        if (File.Exists(context.Database.GetDbConnection().DataSource))
        {
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<string[]> AppliedAsync(DbContext context, CancellationToken cancellation)
    {
        IHistoryRepository history = context.GetService<IHistoryRepository>();
        return await history.ExistsAsync(cancellation).ConfigureAwait(false)
            ? [.. (await history.GetAppliedMigrationsAsync(cancellation).ConfigureAwait(false)).Select(row => row.MigrationId)]
            : [];
    }

    /// <summary>An older program on newer tables would lose what it does not know of: it stops instead.</summary>
    private static void RefuseNewer(DbContext context, IEnumerable<string> unknown)
    {
        string names = string.Join(", ", unknown);
        if (names.Length > 0)
        {
            throw new InvalidDataException(
                $"The database of {context.GetType().Name} was migrated by a newer Sextant ({names}). Start that version, or restore the backup made before its upgrade.");
        }
    }
}

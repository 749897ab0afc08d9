using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Store.Databases;

/// <summary>Asks without EF Core, and without a lock, whether there is nothing to migrate: a migration and its row are one transaction.</summary>
internal static class AppliedMigrations
{
    /// <summary>Whether exactly those migrations were applied that the context's assembly holds; false also when that cannot be told, so that migrating says what is wrong.</summary>
    internal static async Task<bool> AreAllAsync<TContext>(DatabaseOptions options, string historyTable, CancellationToken cancellation)
        where TContext : DbContext
    {
        if (options.Kind == DatabaseKind.Sqlite && !File.Exists(options.Location))
        {
            return false; // to open it would make it
        }

        try
        {
            return Known(typeof(TContext)).SetEquals(await AppliedAsync(options, historyTable, cancellation).ConfigureAwait(false));
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>The ids of a context's migrations, by the attributes by which EF Core finds them.</summary>
    internal static HashSet<string> Known(Type context) =>
    [
        .. context.Assembly.GetTypes()
            .Where(type => type.BaseType == typeof(Migration) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()!.Id),
    ];

    private static async Task<List<string>> AppliedAsync(DatabaseOptions options, string historyTable, CancellationToken cancellation)
    {
        DbConnection connection = await Connections.OpenAsync(options, cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = $"SELECT \"MigrationId\" FROM \"{historyTable}\""; // EF Core's names; the table's is an area's, ours
                DbDataReader rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
                await using (rows.ConfigureAwait(false))
                {
                    var applied = new List<string>();
                    while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
                    {
                        applied.Add(rows.GetString(0));
                    }

                    return applied;
                }
            }
        }
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Sextant.Store.Databases;

/// <summary>Connections for statements written by hand, told the same as EF Core's are. Both kinds of database keep their own pool of them.</summary>
internal static class Connections
{
    internal static async Task<DbConnection> OpenAsync(DatabaseOptions options, CancellationToken cancellation)
    {
        DbConnection connection = options.Kind == DatabaseKind.Sqlite
            ? new SqliteConnection(SqliteSettings.ConnectionString(options))
            : new NpgsqlConnection(options.Location);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            if (options.Kind == DatabaseKind.Sqlite)
            {
                await SqliteSettings.ApplyAsync(connection, options.BusyTimeout, cancellation).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}

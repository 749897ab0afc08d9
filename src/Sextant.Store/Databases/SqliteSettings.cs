using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Sextant.Store.Databases;

/// <summary>
/// What every SQLite connection is told when it opens. WAL: readers never wait for the writer. synchronous=FULL: a commit is on the
/// disk when it returns (NORMAL may lose the last ones in a power cut). busy_timeout: a second writer waits instead of failing.
/// </summary>
internal sealed class SqliteSettings(TimeSpan busyTimeout) : DbConnectionInterceptor
{
    internal static string ConnectionString(DatabaseOptions options) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = options.Location,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
        }.ToString();

    /// <summary>Tells a connection that was opened without EF Core.</summary>
    internal static async Task ApplyAsync(DbConnection connection, TimeSpan busyTimeout, CancellationToken cancellation)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Pragmas(busyTimeout);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = Pragmas(busyTimeout);
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        ApplyAsync(connection, busyTimeout, cancellationToken);

    private static string Pragmas(TimeSpan busyTimeout) => string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout={(long)busyTimeout.TotalMilliseconds}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
}

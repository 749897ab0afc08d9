using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Sextant.Store.Databases;

/// <summary>
/// What every SQLite connection is told when it opens. WAL: readers never wait for the writer. synchronous=FULL: a commit is on the
/// disk when it returns (NORMAL may lose the last ones in a power cut). busy_timeout: a second writer waits instead of failing.
/// </summary>
internal sealed class SqliteSettings(TimeSpan busyTimeout) : DbConnectionInterceptor
{
    // By SQLite's own connection, which outlives ours in the pool and keeps what it was told: a page opens one for each of its statements.
    private static readonly ConditionalWeakTable<object, object> Told = [];

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
        if (IsTold(connection, busyTimeout))
        {
            return;
        }

        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Pragmas(busyTimeout);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        Tell(connection, busyTimeout);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (IsTold(connection, busyTimeout))
        {
            return;
        }

        using DbCommand command = connection.CreateCommand();
        command.CommandText = Pragmas(busyTimeout);
        command.ExecuteNonQuery();
        Tell(connection, busyTimeout);
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        ApplyAsync(connection, busyTimeout, cancellationToken);

    private static bool IsTold(DbConnection connection, TimeSpan busyTimeout) =>
        connection is SqliteConnection { Handle: { } handle } && Told.TryGetValue(handle, out object? told) && told.Equals(busyTimeout);

    private static void Tell(DbConnection connection, TimeSpan busyTimeout)
    {
        if (connection is SqliteConnection { Handle: { } handle })
        {
            Told.AddOrUpdate(handle, busyTimeout);
        }
    }

    private static string Pragmas(TimeSpan busyTimeout) => string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout={(long)busyTimeout.TotalMilliseconds}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
}

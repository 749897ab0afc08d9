using Microsoft.Data.Sqlite;
using Npgsql;
using Sextant.Store.Databases;
using Sextant.Testing.Databases;
using Xunit;

namespace Sextant.Testing;

/// <summary>An empty database of a test's own, of either kind. A test of PostgreSQL is skipped, with its reason, where there is none.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly TemporaryFolder? _folder;

    private TestDatabase(DatabaseOptions options, TemporaryFolder? folder) => (Options, _folder) = (options, folder);

    /// <summary>Where it is.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>Makes one.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            var folder = new TemporaryFolder();
            return new TestDatabase(DatabaseOptions.Sqlite(folder["test.db"]), folder);
        }

        (PostgresServer? server, string? absent) = await PostgresServer.SharedAsync();
        if (server is null)
        {
            Assert.Skip(absent!);
        }

        return new TestDatabase(DatabaseOptions.PostgreSql(await server!.CreateDatabaseAsync()), null);
    }

    /// <summary>Runs statements as another program does.</summary>
    public async Task RunAsync(string statements)
    {
        if (_folder is not null)
        {
            SqliteFile.Run(Options.Location, statements);
            return;
        }

        await PostgresServer.RunAsync(Options.Location, statements);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder is null)
        {
            using var pooled = new NpgsqlConnection(Options.Location);
            NpgsqlConnection.ClearPool(pooled);
            return;
        }

        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Sextant.Store.Files;

namespace Sextant.Store.Databases;

/// <summary>One area's database, migrated and ready: gives contexts, each for one piece of work.</summary>
/// <typeparam name="TContext">The area's context; it has a constructor that takes <see cref="DbContextOptions{TContext}"/>.</typeparam>
public sealed class Database<TContext>
    where TContext : DbContext
{
    private readonly Func<DbContextOptions<TContext>, TContext> _make;
    private readonly Lazy<DbContextOptions<TContext>> _options;

    internal Database(DatabaseOptions options, string area, Func<DbContextOptions<TContext>, TContext> make)
    {
        (Options, _make) = (options, make);
        _options = new Lazy<DbContextOptions<TContext>>(() => Database.Describe<TContext>(options, area)); // a command that only writes never asks for a context
    }

    /// <summary>Where it is.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>The kind, for the few statements that differ.</summary>
    public DatabaseKind Kind => Options.Kind;

    /// <summary>An instant as a parameter of <c>FromSql</c>, which does not ask the model how instants are stored (<c>ExecuteSql</c> does).</summary>
    public object Parameter(DateTimeOffset instant) => ModelConventions.Stored(Kind, instant);

    /// <summary>A new context; its caller disposes it.</summary>
    public TContext Create() => _make(_options.Value);

    /// <summary>Begins a transaction of statements written by hand; its caller disposes it.</summary>
    public Task<Statements> BeginAsync(CancellationToken cancellation = default) => Statements.BeginAsync(Options, cancellation);
}

/// <summary>Opens and migrates.</summary>
public static class Database
{
    /// <summary>
    /// Opens an area's database, making and migrating it when needed. Several processes may do so at once: one migrates, the others
    /// wait. The lock is the kernel's (SQLite: flock beside the file) or the session's (PostgreSQL: advisory), so a killed migrator holds up nobody.
    /// </summary>
    /// <param name="options">Where.</param>
    /// <param name="area">The area's name in snake_case: it names the migration history table.</param>
    /// <param name="make">Makes a context.</param>
    /// <exception cref="StorageException">The folder or file cannot be had.</exception>
    /// <exception cref="InvalidDataException">The database was migrated by a newer Sextant.</exception>
    public static async Task<Database<TContext>> OpenAsync<TContext>(
        DatabaseOptions options, string area, Func<DbContextOptions<TContext>, TContext> make, CancellationToken cancellation = default)
        where TContext : DbContext
    {
        var database = new Database<TContext>(options, area, make);
        if (await AppliedMigrations.AreAllAsync<TContext>(options, HistoryTable(area), cancellation).ConfigureAwait(false))
        {
            return database; // most starts
        }

        await using TContext context = database.Create();
        await using (await MigrationLock.TakeAsync(context, options, area, cancellation).ConfigureAwait(false))
        {
            await Migrations.RunAsync(context, options, cancellation).ConfigureAwait(false);
        }

        return database;
    }

    /// <summary>Options of a context without opening anything: for comparing models with schemas.</summary>
    public static DbContextOptions<TContext> Describe<TContext>(DatabaseOptions options, string area)
        where TContext : DbContext
    {
        string history = HistoryTable(area);
        var builder = new DbContextOptionsBuilder<TContext>();
        if (options.Kind == DatabaseKind.Sqlite)
        {
            builder.UseSqlite(SqliteSettings.ConnectionString(options), sqlite => sqlite.MigrationsHistoryTable(history));
            builder.AddInterceptors(new SqliteSettings(options.BusyTimeout));
        }
        else
        {
            // No automatic retry: an area's transaction says itself what may be repeated.
            builder.UseNpgsql(options.Location, npgsql => npgsql.MigrationsHistoryTable(history));
        }

        builder.ReplaceService<IMigrationsIdGenerator, MigrationIds>();

        // Migrations are written by hand, so there is no snapshot to compare with: the schema guard of the tests does it on real databases.
        builder.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        return builder.Options;
    }

    /// <summary>The migrations that this program knows of an area, each as <c>TABLE/ID</c>.</summary>
    public static IReadOnlyList<string> Known<TContext>(string area)
        where TContext : DbContext => [.. AppliedMigrations.Known(typeof(TContext)).Order(StringComparer.Ordinal).Select(id => $"{HistoryTable(area)}/{id}")];

    /// <summary>Brings an empty database to where an older one was, for the rows of that one. Its caller holds it alone.</summary>
    /// <param name="options">Where.</param>
    /// <param name="area">The area's name.</param>
    /// <param name="make">Makes a context.</param>
    /// <param name="applied">What had been applied there, as <c>TABLE/ID</c>, of any area.</param>
    /// <param name="cancellation">Stops between two migrations.</param>
    public static async Task MakeAsync<TContext>(
        DatabaseOptions options, string area, Func<DbContextOptions<TContext>, TContext> make, IReadOnlyList<string> applied, CancellationToken cancellation = default)
        where TContext : DbContext
    {
        string prefix = HistoryTable(area) + "/";
        if (applied.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Max(StringComparer.Ordinal) is { } last)
        {
            await using TContext context = new Database<TContext>(options, area, make).Create();
            await context.GetService<IMigrator>().MigrateAsync(last[prefix.Length..], cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>What the tables end with that say which migrations were applied.</summary>
    internal const string HistorySuffix = "_migration";

    private static string HistoryTable(string area) => area + HistorySuffix;
}

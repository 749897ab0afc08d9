namespace Sextant.Store.Databases;

/// <summary>The kinds of database an area may live in; one model serves both.</summary>
public enum DatabaseKind
{
    /// <summary>A file in the data folder: the default, nothing to install.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, 15 or later.</summary>
    PostgreSql,
}

/// <summary>Where one area's tables are.</summary>
public sealed record DatabaseOptions
{
    private DatabaseOptions(DatabaseKind kind, string location) => (Kind, Location) = (kind, location);

    /// <summary>The kind.</summary>
    public DatabaseKind Kind { get; }

    /// <summary>SQLite: the file. PostgreSQL: the connection string.</summary>
    public string Location { get; }

    /// <summary>How long a writer waits for another; 30 s: a campaign's commit takes milliseconds, a backup may take seconds.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an opening waits for another process that migrates; 2 min.</summary>
    public TimeSpan MigrationTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A SQLite file; its folder is made when missing. Each area has a file of its own, so that areas never wait for each other's writes.</summary>
    public static DatabaseOptions Sqlite(string file) => new(DatabaseKind.Sqlite, Path.GetFullPath(file));

    /// <summary>A PostgreSQL database; areas may share it, each has its own migration history.</summary>
    public static DatabaseOptions PostgreSql(string connectionString) => new(DatabaseKind.PostgreSql, PostgresSettings.ConnectionString(connectionString));
}

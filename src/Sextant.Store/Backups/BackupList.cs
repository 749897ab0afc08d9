using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sextant.Store.Backups;

/// <summary>What one backup is made of. It is written last: a backup without its list is none.</summary>
public sealed record BackupList
{
    /// <summary>The form this program writes.</summary>
    public const int CurrentForm = 1;

    /// <summary>256 MiB: some two million pieces, two terabytes.</summary>
    internal const long MostBytes = 256L << 20;

    /// <summary>The form of the list and of the folder.</summary>
    public required int Form { get; init; }

    /// <summary>The program's version.</summary>
    public required string Program { get; init; }

    /// <summary>The instant of the backup: all that was acknowledged before is in it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the last byte was read.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>What was in the databases.</summary>
    public required IReadOnlyList<BackupDatabase> Databases { get; init; }

    /// <summary>Folders with rights of their own.</summary>
    public required IReadOnlyList<BackupSubfolder> Folders { get; init; }

    /// <summary>Every file.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>Bytes of all files.</summary>
    [JsonIgnore]
    public long Bytes => Files.Sum(file => file.Bytes);

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
    };
}

/// <summary>A folder below the data folder, with the rights it had.</summary>
public sealed record BackupSubfolder(string Path, int Mode);

/// <summary>A file: its path below the data folder with '/', size, time of change, rights, and the SHA-256 of each piece of it.</summary>
public sealed record BackupFile(string Path, long Bytes, DateTimeOffset Changed, int Mode, IReadOnlyList<string> Pieces);

/// <summary>A database: <c>sqlite</c> is one of the files, <c>postgresql</c> a file for each table.</summary>
/// <param name="Kind"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Name">The file's path; of PostgreSQL: <c>postgresql</c>.</param>
/// <param name="Migrations">Which migrations were applied, as <c>TABLE/ID</c>.</param>
/// <param name="Tables">What it held.</param>
/// <param name="Counters">Where numbers that the database gives had come to.</param>
public sealed record BackupDatabase(string Kind, string Name, IReadOnlyList<string> Migrations, IReadOnlyList<BackupTable> Tables, IReadOnlyList<BackupCounter> Counters)
{
    internal const string Sqlite = "sqlite";
    internal const string PostgreSql = "postgresql";
}

/// <summary>A table with its rows; of PostgreSQL also its columns in the order of the file.</summary>
public sealed record BackupTable(string Name, long Rows, IReadOnlyList<string> Columns);

/// <summary>A number that the database counts up for a column.</summary>
public sealed record BackupCounter(string Table, string Column, long Last, bool Given);

using System.Collections.Concurrent;
using Npgsql;
using Sextant.Store.Databases;
using Sextant.Testing.Databases;

namespace Sextant.Testing.Databases;

/// <summary>Databases that are filled once and then copied for each test: filling takes a second, copying little.</summary>
public sealed class DatabaseTemplates
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Template>>> _made = new(StringComparer.Ordinal);

    /// <summary>A copy of a template for one test; it is gone with it.</summary>
    /// <param name="kind">Which database.</param>
    /// <param name="name">Names the template.</param>
    /// <param name="files">The SQLite files; on PostgreSQL all of them are one database.</param>
    /// <param name="fill">Fills the template the first time it is asked for: its locations by file, and a folder for what else belongs to it.</param>
    public async Task<DatabaseCopy> CopyAsync(DatabaseKind kind, string name, IReadOnlyList<string> files, Func<Func<string, DatabaseOptions>, string, Task> fill)
    {
        Template template = await _made.GetOrAdd($"{kind} {name}", _ => new Lazy<Task<Template>>(() => MakeAsync(kind, files, fill))).Value;
        return await DatabaseCopy.OfAsync(kind, template);
    }

    private static async Task<Template> MakeAsync(DatabaseKind kind, IReadOnlyList<string> files, Func<Func<string, DatabaseOptions>, string, Task> fill)
    {
        string folder = Directory.CreateTempSubdirectory("sextant-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        if (kind == DatabaseKind.Sqlite)
        {
            using var filled = new TemporaryFolder();
            await fill(file => DatabaseOptions.Sqlite(filled[file]), folder);
            foreach (string file in files)
            {
                SqliteFile.Run(filled[file], $"VACUUM INTO '{Path.Combine(folder, file)}'"); // what its write-ahead log holds too
            }

            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return new Template(folder, null);
        }

        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await fill(_ => database.Options, folder);
        return new Template(folder, database.Options.Location); // disposed of: a database that somebody is connected to cannot be copied
    }

    internal sealed record Template(string Folder, string? Location);
}

/// <summary>A copy of a template.</summary>
public sealed class DatabaseCopy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly string? _location;

    private DatabaseCopy(TemporaryFolder folder, string? location) => (_folder, _location) = (folder, location);

    /// <summary>The folder with the files of the template; the test may put its own there.</summary>
    public TemporaryFolder Folder => _folder;

    /// <summary>Where the tables are that SQLite keeps in a file.</summary>
    public DatabaseOptions Of(string file) => _location is null ? DatabaseOptions.Sqlite(_folder[file]) : DatabaseOptions.PostgreSql(_location);

    /// <summary>Runs a statement as another program does.</summary>
    public async Task RunAsync(string file, string statement)
    {
        if (_location is null)
        {
            SqliteFile.Run(_folder[file], statement);
            return;
        }

        await PostgresServer.RunAsync(_location, statement);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_location is not null)
        {
            using (var pooled = new NpgsqlConnection(DatabaseOptions.PostgreSql(_location).Location))
            {
                NpgsqlConnection.ClearPool(pooled);
            }

            await PostgresServer.DropAsync(_location); // hundreds of them would fill the disk
        }

        _folder.Dispose();
    }

    internal static async Task<DatabaseCopy> OfAsync(DatabaseKind kind, DatabaseTemplates.Template template)
    {
        var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(template.Folder))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        return new DatabaseCopy(folder, kind == DatabaseKind.Sqlite ? null : await PostgresServer.CopyAsync(template.Location!));
    }
}

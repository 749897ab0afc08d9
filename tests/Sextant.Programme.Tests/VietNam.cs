using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests;

/// <summary>The repository's Vietnamese pack, and a register of a test's own that holds it.</summary>
public sealed class VietNam : IDisposable
{
    /// <summary>Loaded registers that tests copy: loading takes a second, copying little.</summary>
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgreSqlTemplate = new(MakePostgreSqlTemplateAsync);

    private readonly Action _dispose;

    private VietNam(ProgrammeDatabase database, string place, Action dispose) => (Database, Place, _dispose) = (database, place, dispose);

    public static string Folder => Repository.At("packs", "vn");

    public static Pack Pack { get; } = PackReader.Read(Folder);

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    public ProgrammeDatabase Database { get; }

    /// <summary>The SQLite file or the connection string, for another process.</summary>
    public string Place { get; }

    public StoppedClock Clock { get; } = new();

    public PackLoader Loader => new(Database, Clock);

    public static AsOf On(string date) => new(DateOnly.ParseExact(date, "yyyy-MM-dd"));

    public static async Task<VietNam> OpenAsync(DatabaseKind kind, bool load = true)
    {
        if (load && kind == DatabaseKind.PostgreSql)
        {
            string location = await PostgresServer.CopyAsync(await PostgreSqlTemplate.Value);
            return new VietNam(await ProgrammeDatabase.OpenAsync(DatabaseOptions.PostgreSql(location)), location, () => ClearPool(location));
        }

        TestDatabase test = await TestDatabase.CreateAsync(kind);
        if (load)
        {
            File.Copy(await SqliteTemplate.Value, test.Options.Location);
        }

        return new VietNam(await ProgrammeDatabase.OpenAsync(test.Options), test.Options.Location, test.Dispose);
    }

    public void Dispose() => _dispose();

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        using VietNam country = await OpenAsync(DatabaseKind.Sqlite, load: false);
        await country.Loader.LoadAsync(Pack);
        string folder = Directory.CreateTempSubdirectory("sextant-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string file = Path.Combine(folder, "template.db");
        await using ProgrammeContext context = country.Database.Create();
        await context.Database.ExecuteSqlAsync($"VACUUM INTO {file}");
        return file;
    }

    private static async Task<string> MakePostgreSqlTemplateAsync()
    {
        TestDatabase test = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        var country = new VietNam(await ProgrammeDatabase.OpenAsync(test.Options), test.Options.Location, test.Dispose);
        await country.Loader.LoadAsync(Pack);

        // A database that somebody is connected to cannot be a template.
        country.Dispose();
        return test.Options.Location;
    }

    private static void ClearPool(string location)
    {
        using var pooled = new NpgsqlConnection(location);
        NpgsqlConnection.ClearPool(pooled);
    }
}

/// <summary>A clock that stands where a test puts it, also in the past.</summary>
public sealed class StoppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

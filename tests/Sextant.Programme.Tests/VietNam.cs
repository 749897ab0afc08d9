using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests;

/// <summary>The repository's Vietnamese pack, and a register of a test's own that holds it.</summary>
public sealed class VietNam : IDisposable
{
    private readonly TestDatabase _test;

    private VietNam(TestDatabase test, ProgrammeDatabase database) => (_test, Database) = (test, database);

    public static string Folder => Repository.At("packs", "vn");

    public static Pack Pack { get; } = PackReader.Read(Folder);

    public ProgrammeDatabase Database { get; }

    public StoppedClock Clock { get; } = new();

    public PackLoader Loader => new(Database, Clock);

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    public static async Task<VietNam> OpenAsync(DatabaseKind kind, bool load = true)
    {
        TestDatabase test = await TestDatabase.CreateAsync(kind);
        if (load && kind == DatabaseKind.Sqlite)
        {
            File.Copy(await Template.Value, test.Options.Location);
            return new VietNam(test, await ProgrammeDatabase.OpenAsync(test.Options));
        }

        var country = new VietNam(test, await ProgrammeDatabase.OpenAsync(test.Options));
        if (load)
        {
            await country.Loader.LoadAsync(Pack);
        }

        return country;
    }

    /// <summary>A loaded register that tests copy: loading takes a second, copying none.</summary>
    private static readonly Lazy<Task<string>> Template = new(async () =>
    {
        using VietNam country = await OpenAsync(DatabaseKind.Sqlite, load: false);
        await country.Loader.LoadAsync(Pack);
        string folder = Directory.CreateTempSubdirectory("sextant-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string file = Path.Combine(folder, "template.db");
        await using ProgrammeContext context = country.Database.Create();
        await context.Database.ExecuteSqlAsync($"VACUUM INTO {file}");
        return file;
    });

    public static AsOf On(string date) => new(DateOnly.ParseExact(date, "yyyy-MM-dd"));

    public void Dispose() => _test.Dispose();
}

/// <summary>A clock that moves when it is told to.</summary>
public sealed class StoppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

using Sextant.Measurement;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;
using Sextant.Store.Databases;
using Sextant.Testing;
using Sextant.Testing.Databases;

namespace Sextant.Web.Tests.Hosting;

/// <summary>The databases of sites: on SQLite, or all on PostgreSQL where <c>SEXTANT_TEST_DATABASE</c> says <c>postgresql</c>. The whole of it is run on both.</summary>
public static class SiteData
{
    public const string Register = "register.db";

    public const string Measured = "measurement.db";

    public const string Anchors = "anchors.txt";

    private static readonly DatabaseTemplates Templates = new();

    private static DatabaseKind Kind => Environment.GetEnvironmentVariable("SEXTANT_TEST_DATABASE") switch
    {
        null or "" or "sqlite" => DatabaseKind.Sqlite,
        "postgresql" => DatabaseKind.PostgreSql,
        string other => throw new InvalidOperationException($"SEXTANT_TEST_DATABASE is '{other}'; it may be 'sqlite' or 'postgresql'."),
    };

    /// <summary>Databases of a site's own.</summary>
    /// <param name="pack">Whether the register holds the Vietnamese pack; else it is empty.</param>
    public static Task<DatabaseCopy> CopyAsync(bool pack) => Templates.CopyAsync(Kind, pack ? "vn" : "empty", [Register, Measured], async (at, folder) =>
    {
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(at(Register), Path.Combine(folder, Anchors));
        if (pack)
        {
            await new PackLoader(register, TimeProvider.System).LoadAsync(PackReader.Read(Repository.At("packs", "vn")));
        }

        using var measured = new TemporaryFolder();
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = measured.Path, Database = at(Measured) }, TimeProvider.System);
    });
}

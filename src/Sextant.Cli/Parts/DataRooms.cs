using Microsoft.AspNetCore.DataProtection;
using Sextant.Cli.Settings;
using Sextant.Measurement;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Store.Databases;
using Sextant.Store.Duck;

namespace Sextant.Cli.Parts;

/// <summary>Opens what is kept under the data folder, or in the PostgreSQL database of the settings: one database and one folder for each area.</summary>
internal static class DataRooms
{
    /// <summary>The pack that is loaded when the register is empty.</summary>
    public const string FirstPack = "vn";

    /// <summary>The folder below the data folder that holds the files of documents.</summary>
    public const string DocumentFolder = "documents";

    /// <summary>The file of the data folder that anchors the audit log.</summary>
    public const string AnchorFile = "audit-anchors.txt";

    private const string RegisterFile = "register.db";

    /// <summary>Where the packs lie that come with the program.</summary>
    public static string Packs => Path.Combine(AppContext.BaseDirectory, "packs");

    /// <summary>The register as it is, be it empty.</summary>
    public static async Task<ProgrammeDatabase> EmptyRegisterAsync(KeepingSettings keeping, CancellationToken cancellation)
    {
        Directory.CreateDirectory(keeping.DataFolder);
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(RegisterOptions(keeping), Path.Combine(keeping.DataFolder, AnchorFile), cancellation).ConfigureAwait(false);
        HideFromOthers(Path.Combine(keeping.DataFolder, RegisterFile));
        return register;
    }

    /// <summary>Who may sign in. What must be read again is protected by a key ring of the data folder, which only its owner may read.</summary>
    public static PeopleArea People(KeepingSettings keeping, ProgrammeDatabase register, TimeProvider clock, PeopleOptions? options = null)
    {
        string folder = Path.Combine(keeping.DataFolder, "keys");
        DirectoryInfo keys = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder)
            : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new PeopleArea(register, DataProtectionProvider.Create(keys, builder => builder.SetApplicationName("sextant")), options ?? new PeopleOptions(), clock);
    }

    /// <summary>Evidence, lake, verdicts and campaigns.</summary>
    public static Task<MeasurementStores> MeasurementAsync(KeepingSettings keeping, TimeProvider clock, CancellationToken cancellation)
    {
        DuckLibrary.Demand();
        Directory.CreateDirectory(keeping.DataFolder);
        return MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = keeping.DataFolder, Database = MeasurementOptions(keeping) }, clock, cancellation);
    }

    /// <summary>Where the register lies.</summary>
    public static DatabaseOptions RegisterOptions(KeepingSettings keeping) => Options(keeping, RegisterFile);

    /// <summary>Where campaigns and current verdicts lie.</summary>
    public static DatabaseOptions MeasurementOptions(KeepingSettings keeping) => Options(keeping, "measurement.db");

    // Addresses of people and hashes of their passwords lie in it. What its group may do is its owner's choice, and SQLite gives the files beside it the same rights.
    private static void HideFromOthers(string file)
    {
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows() && File.Exists(file) && (File.GetUnixFileMode(file) & Others) != 0)
        {
            try
            {
                File.SetUnixFileMode(file, File.GetUnixFileMode(file) & ~Others);
            }
            catch (UnauthorizedAccessException)
            {
                // Another's file that we may write: its rights are for its owner to set.
            }
        }
    }

    private static DatabaseOptions Options(KeepingSettings keeping, string file) => keeping.Database.Kind == Settings.DatabaseKind.Postgres
        ? DatabaseOptions.PostgreSql(keeping.Database.Connection!)
        : DatabaseOptions.Sqlite(Path.Combine(keeping.DataFolder, file));
}

using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Store.Backups;
using Sextant.Store.Databases;

namespace Sextant.Cli.Commands.Backups;

/// <summary>
/// All that an installation keeps, in the order in which it must be read so that nothing points to what is not there: what says less first (marks of the audit
/// log, writers that lived), then the databases, then what their rows name, which was there before the rows were.
/// </summary>
internal sealed class KeptData(VerbRun run)
{
    /// <summary>Where the settings file lies in a backup: for a person to look at, since where it belongs is another machine's business.</summary>
    public const string SettingsCopy = "settings-of-the-backup.json";

    /// <summary>10 min: a round of tidying up takes a minute at most, removing what is past its time a few.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Folders that say something of running processes only, and the lab's, which is made anew.</summary>
    private static readonly string[] NotKept = ["pacing", LabUse.Folder];

    private static readonly string[] NotKeptEndings = [".lock", ".migrating", ".compacting", ".part", "-wal", "-shm", "-journal"];

    private readonly KeepingSettings _keeping = run.Settings.Keeping;

    /// <summary>Writes a backup; gives its list, name, mark and how many bytes were new.</summary>
    /// <exception cref="BackupException">It cannot be made.</exception>
    public async Task<(BackupList List, string Name, string Mark, long Fresh)> WriteAsync(string to, BackupProgressLine progress, CancellationToken cancellation)
    {
        string data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(_keeping.DataFolder));
        if (!Directory.Exists(data) || (_keeping.Database.Kind == Settings.DatabaseKind.Sqlite && !File.Exists(DataRooms.RegisterOptions(_keeping).Location) && !File.Exists(DataRooms.MeasurementOptions(_keeping).Location)))
        {
            throw new BadInputException("backup.no-data", data);
        }

        if ((to + "/").StartsWith(data + "/", StringComparison.Ordinal) || (data + "/").StartsWith(to + "/", StringComparison.Ordinal))
        {
            throw new BadInputException("backup.inside", to, data);
        }

        using BackupFolder folder = BackupFolder.OpenForWriting(to);
        var backup = new BackupWriting(folder, progress.Report);
        using IDisposable still = await MeasurementStores.HoldStillAsync(data, Patience, cancellation).ConfigureAwait(false);
        foreach (string first in (string[])[DataRooms.AnchorFile, .. Files(data).Where(path => path.StartsWith("writers/", StringComparison.Ordinal))])
        {
            backup.AddFile(Path.Combine(data, first), first, cancellation);
        }

        DateTimeOffset at = run.Clock.GetUtcNow();
        await AddDatabasesAsync(backup, at, cancellation).ConfigureAwait(false);
        foreach (string path in Files(data).Where(path => path != DataRooms.AnchorFile && !path.StartsWith("writers/", StringComparison.Ordinal)))
        {
            backup.AddFile(Path.Combine(data, path), path, cancellation);
        }

        if (run.Outcome.File is { } settings)
        {
            backup.AddFile(settings, SettingsCopy, cancellation);
        }

        backup.Folders.AddRange(Directory.EnumerateDirectories(data).Select(path => new BackupSubfolder(Path.GetFileName(path), (int)new DirectoryInfo(path).UnixFileMode & 0x1FF)).Where(path => !NotKept.Contains(path.Path)));
        (BackupList list, string name, string mark) = backup.Finish(Shell.Version, at, run.Clock.GetUtcNow());
        return (list, name, mark, backup.FreshBytes);
    }

    // The register first: its cases name campaigns, which were there before.
    private async Task AddDatabasesAsync(BackupWriting backup, DateTimeOffset at, CancellationToken cancellation)
    {
        if (_keeping.Database.Kind == Settings.DatabaseKind.Postgres)
        {
            await PostgresCopy.AddAsync(backup, DataRooms.RegisterOptions(_keeping), at, cancellation).ConfigureAwait(false);
            return;
        }

        foreach (DatabaseOptions database in (DatabaseOptions[])[DataRooms.RegisterOptions(_keeping), DataRooms.MeasurementOptions(_keeping)])
        {
            SqliteCopy.Add(backup, database, Path.GetFileName(database.Location), at, cancellation);
        }
    }

    // All but what is named as not kept: a new kind of file is in the backup before anybody thinks of it.
    private List<string> Files(string data)
    {
        string[] databases = _keeping.Database.Kind == Settings.DatabaseKind.Postgres
            ? []
            : [Path.GetFileName(DataRooms.RegisterOptions(_keeping).Location), Path.GetFileName(DataRooms.MeasurementOptions(_keeping).Location)];
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, MaxRecursionDepth = 20 };
        return
        [
            .. Directory.EnumerateFiles(data, "*", everything).Select(path => Path.GetRelativePath(data, path))
                .Where(path => !NotKept.Contains(path.Split('/')[0]) && !databases.Contains(path) && !NotKeptEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && !path.Contains(".db.before-", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }
}

using System.CommandLine;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Programme.Register;
using Sextant.Store.Backups;
using Sextant.Store.Databases;

namespace Sextant.Cli.Commands.Backups;

/// <summary><c>sextant restore FROM --to DIR</c>: puts a backup back into an empty place, after reading and comparing every piece of it.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> From = new("from");
    private static readonly Option<string> To = new("--to") { HelpName = "DIR" };
    private static readonly Option<string> Name = new("--backup") { HelpName = "NAME" };
    private static readonly Option<string> Mark = new("--mark") { HelpName = "SHA256" };
    private static readonly Option<bool> Check = new("--check");

    public static Verb Create() => new("restore", SettingGroups.None, RunAsync) { From, To, Name, Mark, Check };

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        bool check = run.Parsed.GetValue(Check);
        string? to = run.Parsed.GetValue(To);
        if (check == to is not null)
        {
            throw new BadInputException("restore.which");
        }

        using var progress = new BackupProgressLine(run, "restore.progress");
        return await BackupFaults.GuardAsync(run, async () =>
        {
            using BackupFolder folder = BackupFolder.OpenForReading(run.Parsed.GetValue(From)!);
            BackupList list = folder.Read(run.Parsed.GetValue(Name), run.Parsed.GetValue(Mark));
            RefuseNewer(list);
            if (check)
            {
                Restoring.Verify(folder, list, progress.Report, cancellation);
                progress.Clear();
                run.Say("restore.whole", list.At.UtcDateTime, list.Files.Count, list.Bytes);
                return ExitCodes.Ok;
            }

            await RestoreAsync(run, folder, list, Path.GetFullPath(to!), progress, cancellation).ConfigureAwait(false);
            return ExitCodes.Ok;
        }).ConfigureAwait(false);
    }

    private static async Task RestoreAsync(VerbRun run, BackupFolder folder, BackupList list, string to, BackupProgressLine progress, CancellationToken cancellation)
    {
        PostgresReturn? server = ServerOf(run, list);
        using Restoring restoring = Restoring.Begin(folder, list, to, progress.Report);
        if (server is not null)
        {
            await server.BeginAsync(cancellation).ConfigureAwait(false);
        }

        Restoring.Verify(folder, list, progress.Report, cancellation);
        restoring.Write(file => server is null || !file.Path.StartsWith(PostgresCopy.Folder + "/", StringComparison.Ordinal), cancellation);
        if (server is not null)
        {
            BackupDatabase rows = list.Databases.Single();
            await MeasurementStores.MakeTablesAsync(server.Place, rows.Migrations, cancellation).ConfigureAwait(false);
            await ProgrammeDatabase.MakeTablesAsync(server.Place, rows.Migrations, cancellation).ConfigureAwait(false);
            await server.FillAsync(folder, list, rows, cancellation).ConfigureAwait(false);
        }

        restoring.Finish();
        progress.Clear();
        run.Say("restore.done", list.At.UtcDateTime, to, list.Files.Count, list.Bytes, list.Databases.Sum(database => database.Tables.Sum(table => table.Rows)));
        if (File.Exists(Path.Combine(to, KeptData.SettingsCopy)))
        {
            run.Say("restore.settings", Path.Combine(to, KeptData.SettingsCopy));
        }

        run.Say("restore.next", to);
    }

    // Rows of a server go to a server, files to files: what SQLite keeps and what PostgreSQL keeps differ in more than their form.
    private static PostgresReturn? ServerOf(VerbRun run, BackupList list)
    {
        bool toServer = run.Settings.Keeping.Database.Kind == Settings.DatabaseKind.Postgres;
        if (list.Databases.Any(database => database.Name == PostgresCopy.Folder) != toServer)
        {
            throw new BackupException(BackupFault.OtherDatabase, toServer ? "SQLite" : "PostgreSQL");
        }

        return toServer ? new PostgresReturn(DatabaseOptions.PostgreSql(run.Settings.Keeping.Database.Connection!)) : null;
    }

    private static void RefuseNewer(BackupList list)
    {
        HashSet<string> known = [.. MeasurementStores.Migrations, .. ProgrammeDatabase.Migrations];
        string[] newer = [.. list.Databases.SelectMany(database => database.Migrations).Where(id => !known.Contains(id))];
        if (newer.Length > 0)
        {
            throw new BackupException(BackupFault.NewerDatabase, $"{list.Program}: {string.Join(", ", newer.Take(5))}");
        }
    }
}

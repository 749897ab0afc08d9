using System.CommandLine;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Store.Backups;

namespace Sextant.Cli.Commands.Backups;

/// <summary><c>sextant backup TO</c>: all that is kept, as of one instant, into a folder; what did not change since the last backup there is not written again.</summary>
internal static class BackupCommand
{
    /// <summary>A year of daily backups and a few: more is a slip of the hand, or means no limit.</summary>
    private const int MostKept = 10_000;

    private static readonly Argument<string> To = new("to");
    private static readonly Option<int?> Keep = new("--keep") { HelpName = "N" };
    private static readonly Option<bool> Verify = new("--verify");

    public static Verb Create() => new("backup", SettingGroups.None, RunAsync) { To, Keep, Verify };

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        int? keep = run.Parsed.GetValue(Keep);
        if (keep is < 1 or > MostKept)
        {
            throw new BadInputException("backup.bad-keep", MostKept);
        }

        string to = Path.GetFullPath(run.Parsed.GetValue(To)!);
        using var progress = new BackupProgressLine(run, "backup.progress");
        return await BackupFaults.GuardAsync(run, async () =>
        {
            (BackupList list, string name, string mark, long fresh) = await new KeptData(run).WriteAsync(to, progress, cancellation).ConfigureAwait(false);
            progress.Clear();
            run.Say("backup.done", name, list.Files.Count, list.Bytes, fresh, list.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            using BackupFolder folder = BackupFolder.OpenForWriting(to);
            if (run.Parsed.GetValue(Verify))
            {
                Restoring.Verify(folder, folder.Read(name), progress.Report, cancellation);
                progress.Clear();
                run.Say("backup.verified", name);
            }

            if (keep is { } newest && folder.Forget(newest) is { Backups: > 0 } gone)
            {
                run.Say("backup.forgotten", gone.Backups, gone.Bytes);
            }

            run.Say("backup.secrets", to);
            run.Say("backup.mark", mark);
            return ExitCodes.Ok;
        }).ConfigureAwait(false);
    }
}

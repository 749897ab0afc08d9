using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Lab;
using Sextant.Lab.Country;
using Sextant.Lab.Network;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant lab up|bulk|down|status</c>: holds the imaginary country, or one of many names, on loopback for as long as it stays in the foreground.</summary>
internal static class LabCommand
{
    private const string ProcessFile = "lab.pid";
    private const string NamesFile = "names.txt";

    private static readonly Argument<int> Number = new("n");
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("lab")
    {
        new Verb("up", SettingGroups.None, UpAsync),
        new Verb("bulk", SettingGroups.None, BulkAsync) { Number },
        new Verb("down", SettingGroups.None, DownAsync),
        new Verb("status", SettingGroups.None, StatusAsync) { Json },
    };

    private static Task<int> UpAsync(VerbRun run, CancellationToken cancellation) => HoldAsync(
        run,
        LabCountry.Build(new WorldOptions { Clock = run.Clock }),
        _ =>
        {
            run.Say("lab.up", run.Texts.Language == Language.Vi ? LabCountry.Name.Vi : LabCountry.Name.En, LabCountry.Organisations.Count, LabCountry.Cases.Count);
            run.Say("lab.try", LabCountry.Organisations[0].Domain, run.Settings.Keeping.DataFolder);
        },
        cancellation);

    private static Task<int> BulkAsync(VerbRun run, CancellationToken cancellation)
    {
        int number = run.Parsed.GetValue(Number);
        if (number is < 1 or > BulkCountry.MostNames)
        {
            throw new BadInputException("lab.bulk-number", number, BulkCountry.MostNames);
        }

        (World world, IReadOnlyList<BulkName> names) = BulkCountry.Build(number, new WorldOptions { Clock = run.Clock });
        return HoldAsync(
            run,
            world,
            folder =>
            {
                string list = Path.Combine(folder, NamesFile);
                File.WriteAllLines(list, names.Select(name => name.Name));
                run.Say("lab.bulk-up", names.Count);
                SayCounts(run, "site", names.Select(name => name.Site));
                SayCounts(run, "mail", names.Select(name => name.Mail));
                SayCounts(run, "zone", names.Select(name => name.Zone));
                run.Say("lab.bulk-try", list, run.Settings.Keeping.DataFolder);
            },
            cancellation);
    }

    // What is done upon a datagram or a piece of a stream takes microseconds here, and handing it to another thread as long: a quarter of the processor time.
    // The sockets read it when the first of them is opened.
    private static void AnswerAtOnce() => Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

    // What a right campaign counts, in the order of the classes.
    private static void SayCounts(VerbRun run, string kind, IEnumerable<LabClass> classes) =>
        run.Console.Out.WriteLine($"  {kind,-5} {string.Join(", ", classes.GroupBy(one => one).OrderBy(group => group.Key).Select(group => $"{Wire.FailureWords.Kebab(group.Key.ToString())} {group.Count()}"))}");

    private static async Task<int> HoldAsync(VerbRun run, World script, Action<string> introduce, CancellationToken cancellation)
    {
        string folder = FolderOf(run);
        if (RunningProcess(folder) is { } other)
        {
            throw new BadInputException("lab.already-up", other, run.Settings.Keeping.DataFolder);
        }

        Directory.CreateDirectory(folder);
        AnswerAtOnce();
        await using RunningWorld world = await script.StartAsync(cancellation).ConfigureAwait(false);
        string map = world.WriteMap(folder);
        string process = Path.Combine(folder, ProcessFile);
        await File.WriteAllTextAsync(process, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), cancellation).ConfigureAwait(false);
        try
        {
            introduce(folder);
            run.Say("lab.map", map);
            await Task.Delay(Timeout.InfiniteTimeSpan, run.Clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            run.Say("lab.closed");
            return ExitCodes.Ok;
        }
        finally
        {
            File.Delete(process);
            File.Delete(map);
        }
    }

    private static async Task<int> DownAsync(VerbRun run, CancellationToken cancellation)
    {
        string folder = FolderOf(run);
        if (RunningProcess(folder) is not { } id)
        {
            run.Say("lab.status-down", run.Settings.Keeping.DataFolder);
            return ExitCodes.Ok;
        }

        // SIGTERM, so that the other process closes its world in order and takes its map away.
        using Process killer = Process.Start(new ProcessStartInfo("kill", ["-TERM", id.ToString(CultureInfo.InvariantCulture)]))!;
        await killer.WaitForExitAsync(cancellation).ConfigureAwait(false);
        for (int tries = 0; tries < 100 && RunningProcess(folder) is not null; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), run.Clock, cancellation).ConfigureAwait(false);
        }

        bool gone = RunningProcess(folder) is null;
        run.Say(gone ? "lab.stopped" : "lab.still-up", id);
        return gone ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static Task<int> StatusAsync(VerbRun run, CancellationToken cancellation)
    {
        string folder = FolderOf(run);
        int? process = RunningProcess(folder);
        LabMap? map = process is null ? null : LabMapFile.Read(Path.Combine(folder, LabMapFile.Name));
        // The cases are those of the country; a lab of many names has a list of its own.
        LabCase[] cases = map is null ? [] : [.. LabCountry.Cases.Where(one => map.PublicSuffixes.Contains(one.Name.Split('.')[^1]))];
        if (run.Parsed.GetValue(Json))
        {
            LabStatus.WriteJson(run, process, map, cases);
        }
        else if (process is { } id)
        {
            run.Say("lab.status-up", id, map!.Endpoints.Count);
            LabStatus.Write(run, cases);
        }
        else
        {
            run.Say("lab.status-down", run.Settings.Keeping.DataFolder);
        }

        return Task.FromResult(ExitCodes.Ok);
    }

    private static string FolderOf(VerbRun run) => Path.Combine(run.Settings.Keeping.DataFolder, LabUse.Folder);

    // A file left by a killed process names nobody, or another program.
    private static int? RunningProcess(string folder)
    {
        string file = Path.Combine(folder, ProcessFile);
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out int id))
        {
            return null;
        }

        string commandLine = $"/proc/{id}/cmdline";
        return File.Exists(commandLine) && File.ReadAllText(commandLine).Contains("lab", StringComparison.Ordinal) ? id : null;
    }
}

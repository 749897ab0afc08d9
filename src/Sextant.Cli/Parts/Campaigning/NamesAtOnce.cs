using System.Globalization;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Parts.Campaigning;

/// <summary>
/// How many names this process measures at once: as many as are asked for, but no more than it has files and memory for. Beyond that sockets are refused
/// by the system itself, and what was to be measured is unknown.
/// </summary>
internal static class NamesAtOnce
{
    /// <summary>12: with 2,000 names at once eight or nine sockets a name were open, those that are kept for the next request among them; the rest is the process's own.</summary>
    private const int FilesOfOne = 12;

    /// <summary>1 MiB: 2,000 names at once took 0.65 MB each.</summary>
    private const long BytesOfOne = 1 << 20;

    /// <summary>What is asked for, or what the machine bears, which is then said.</summary>
    public static int Of(VerbRun run, int asked)
    {
        long files = FilesOf(OperatingSystem.IsLinux() ? File.ReadAllText("/proc/self/limits") : "");
        int most = Bound(asked, files, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (most < asked)
        {
            run.Complain(most == Bound(asked, files, long.MaxValue) ? "scan.few-files" : "scan.little-memory", most, asked, files);
        }

        return most;
    }

    /// <param name="asked">Names at once that are asked for.</param>
    /// <param name="files">Files that the process may open.</param>
    /// <param name="memory">Bytes that it may have; half of them are for names under way.</param>
    internal static int Bound(int asked, long files, long memory) => (int)Math.Clamp(Math.Min(files / FilesOfOne, memory / 2 / BytesOfOne), 1, asked);

    /// <summary>The soft limit, which .NET has raised to the hard one when it began; no bound where the system names none.</summary>
    internal static long FilesOf(string limits)
    {
        string? line = limits.Split('\n').FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        string[] words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length > 3 && long.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out long files) ? files : long.MaxValue;
    }
}

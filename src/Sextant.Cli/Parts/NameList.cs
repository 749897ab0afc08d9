using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Wire.Names;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Parts;

/// <summary>Names given as arguments and in files: folded, without doubles, every fault of all of them told at once.</summary>
internal static class NameList
{
    /// <summary>Bytes of a file of names that are read. 64 MiB: three million names.</summary>
    private const long MostBytes = 64L << 20;

    /// <summary>Faults that are told one by one.</summary>
    private const int MostFaults = 20;

    /// <summary>The names in A-labels, in the order given.</summary>
    /// <exception cref="BadInputException">A name is none, the file cannot be used, or nothing was given.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(VerbRun run, IReadOnlyList<string> given, string? file, CancellationToken cancellation)
    {
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (string name in given)
        {
            Take(name, $"\"{name}\"");
        }

        if (file is not null)
        {
            int number = 0;
            await foreach (string line in LinesAsync(file, cancellation).ConfigureAwait(false))
            {
                number++;
                string text = line.Split('#', 2)[0].Trim();
                if (text.Length > 0)
                {
                    Take(text, $"{file}:{number}");
                }
            }
        }

        if (faults.Count > 0)
        {
            string more = faults.Count > MostFaults ? $"\n  ... +{faults.Count - MostFaults}" : "";
            throw new BadInputException("names.faults", faults.Count, "\n  " + string.Join("\n  ", faults.Take(MostFaults)) + more);
        }

        return names.Count > 0 ? names : throw new BadInputException("names.none");

        void Take(string text, string place)
        {
            if (!HostName.TryParse(text, out HostName? name, out string? fault))
            {
                faults.Add($"{Screen.TerminalText.Safe(place, 100)}: {CheckTexts.For(run.Texts.Language.Word()).NameFault(fault)}");
            }
            else if (seen.Add(name.Ascii))
            {
                names.Add(name.Ascii);
            }
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(string file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            throw new BadInputException("names.no-file", file);
        }

        if (new FileInfo(file).Length > MostBytes)
        {
            throw new BadInputException("names.large-file", file, MostBytes >> 20);
        }

        using var reader = new StreamReader(file);
        while (await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            yield return line;
        }
    }
}

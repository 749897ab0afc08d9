using System.Runtime.CompilerServices;
using System.Text;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Wire.Names;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Parts;

/// <summary>Names given as arguments and in files: folded, without doubles, every fault of all of them told at once.</summary>
internal sealed class NameList
{
    /// <summary>Characters of a file of names that are read. 64 Mi: three million names.</summary>
    private const long MostCharacters = 64L << 20;

    /// <summary>Characters of a line that are looked at. A name has 253, a comment may have more; what is longer is no name.</summary>
    private const int LongestLine = 4096;

    /// <summary>Faults that are told one by one.</summary>
    private const int MostFaults = 20;

    private readonly List<string> _names = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private readonly CheckTexts _says;
    private int _faulty;

    private NameList(VerbRun run) => _says = CheckTexts.For(run.Texts.Language.Word());

    /// <summary>The names in A-labels, in the order given.</summary>
    /// <exception cref="BadInputException">A name is none, the file cannot be used, or nothing was given.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(VerbRun run, IReadOnlyList<string> given, string? file, CancellationToken cancellation)
    {
        var list = new NameList(run);
        foreach (string name in given)
        {
            list.Take(name, $"\"{TerminalText.Safe(name, 100)}\"");
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
                    list.Take(text, $"{file}:{number}");
                }
            }
        }

        return list.Whole();
    }

    private IReadOnlyList<string> Whole()
    {
        if (_faulty > 0)
        {
            throw new BadInputException("names.faults", _faulty) { Details = [.. _faults, .. _faulty > _faults.Count ? [$"... +{_faulty - _faults.Count}"] : Array.Empty<string>()] };
        }

        return _names.Count > 0 ? _names : throw new BadInputException("names.none");
    }

    private void Take(string text, string place)
    {
        if (!HostName.TryParse(text, out HostName? name, out string? fault))
        {
            if (_faulty++ < MostFaults)
            {
                _faults.Add($"{place}: {_says.NameFault(fault)}");
            }
        }
        else if (_seen.Add(name.Ascii))
        {
            _names.Add(name.Ascii);
        }
    }

    // A pipe is welcome (--from-file <(...)), so nothing is known of the length before it is read; a line is cut where it can be no name any more.
    private static async IAsyncEnumerable<string> LinesAsync(string file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A pipe without a writer holds up who opens it: Ctrl-C must end that too.
        using StreamReader reader = await Task.Run(() => Open(file), cancellation).WaitAsync(cancellation).ConfigureAwait(false);
        var buffer = new char[1 << 16];
        var line = new StringBuilder();
        long read = 0;
        int count;
        while ((count = await ReadAsync(reader, buffer, file, cancellation).ConfigureAwait(false)) > 0)
        {
            if ((read += count) > MostCharacters)
            {
                throw new BadInputException("names.large-file", file, MostCharacters >> 20);
            }

            for (int at = 0; at < count; at++)
            {
                if (buffer[at] == '\n')
                {
                    yield return line.ToString();
                    line.Clear();
                }
                else if (line.Length < LongestLine)
                {
                    line.Append(buffer[at]);
                }
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static StreamReader Open(string file)
    {
        if (!File.Exists(file))
        {
            throw new BadInputException("names.no-file", file);
        }

        try
        {
            return new StreamReader(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("names.unreadable-file", file);
        }
    }

    private static async Task<int> ReadAsync(StreamReader reader, char[] buffer, string file, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw new BadInputException("names.unreadable-file", file);
        }
    }
}

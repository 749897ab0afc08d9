using Sextant.Cli.Screen;

namespace Sextant.Cli.Reports;

/// <summary>Rows of a query as CSV or as an aligned table. A table's widths are taken from its first rows, so that output begins at once and memory stays bounded.</summary>
internal sealed class QueryRows(IConsole console, IReadOnlyList<string> columns, bool asCsv)
{
    /// <summary>How many rows decide the widths: a few screens.</summary>
    private const int Looked = 200;

    /// <summary>The widest cell of a table that a person reads; what is longer is cut, with a sign (--format csv has all of it).</summary>
    private const int Widest = 60;

    private readonly List<string?[]> _first = [];
    private int[]? _widths;
    private bool _begun;

    public void Add(string?[] cells)
    {
        if (asCsv)
        {
            Begin();
            console.Out.WriteLine(string.Join(',', cells.Select(cell => CheckCsv.Cell(cell ?? ""))));
        }
        else if (_widths is null)
        {
            _first.Add(cells);
            if (_first.Count == Looked)
            {
                Flush();
            }
        }
        else
        {
            WriteRow(cells);
        }
    }

    public void End()
    {
        if (asCsv)
        {
            Begin();
        }
        else if (_widths is null)
        {
            Flush();
        }
    }

    private void Begin()
    {
        if (!_begun)
        {
            _begun = true;
            console.Out.WriteLine(string.Join(',', columns.Select(CheckCsv.Cell)));
        }
    }

    private void Flush()
    {
        _widths = [.. columns.Select((name, at) => Math.Min(Widest, _first.Select(row => Shown(row[at]).Length).Append(Shown(name).Length).Max()))];
        WriteRow([.. columns]);
        console.Out.WriteLine(string.Join("  ", _widths.Select(width => new string('-', width))));
        _first.ForEach(WriteRow);
        _first.Clear();
    }

    private void WriteRow(string?[] cells) =>
        console.Out.WriteLine(string.Join("  ", cells.Select((cell, at) => Cut(Shown(cell), _widths![at]).PadRight(_widths[at]))).TrimEnd());

    private static string Shown(string? cell) => TerminalText.Safe(cell ?? "");

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");
}

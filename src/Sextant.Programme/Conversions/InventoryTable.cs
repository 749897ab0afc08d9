using System.Globalization;
using System.Text;
using Sextant.Programme.Register;

namespace Sextant.Programme.Conversions;

/// <summary>Something wrong in an uploaded inventory.</summary>
/// <param name="Line">As an editor counts.</param>
/// <param name="Column">One of the table's columns; empty: the line as a whole.</param>
/// <param name="Word"><c>empty</c>, <c>long</c>, <c>word</c>, <c>stage</c>, <c>cells</c>, <c>quote</c>, <c>columns</c>, <c>utf8</c>, <c>many</c>.</param>
public sealed record InventoryFault(int Line, string Column, string Word);

/// <summary>An uploaded inventory was not taken: nothing of it was.</summary>
public sealed class InventoryException(IReadOnlyList<InventoryFault> faults) : Exception("The inventory has faults.")
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<InventoryFault> Faults { get; } = faults;
}

/// <summary>
/// An inventory as a table that spreadsheets open: CSV (RFC 4180) in UTF-8, its columns separated by commas or by semicolons, as spreadsheets of either
/// setting save it.
/// </summary>
public static class InventoryTable
{
    /// <summary>Systems of one plan. 2,000: a ministry with all its units.</summary>
    internal const int Most = 2000;

    /// <summary>Faults told of one table. 200: whoever has more has the wrong table.</summary>
    private const int MostFaults = 200;

    private static readonly string[] Columns = ["name", "layer", "stack", "capability", "stage", "remark"];

    /// <summary>The table of a plan's inventory; of an empty one, its header.</summary>
    public static byte[] Write(IEnumerable<SystemView> systems, string language)
    {
        // A byte order mark: without one Excel takes the file for the code page of the machine, and the accents are lost.
        var text = new StringBuilder("\uFEFF").AppendJoin(',', Columns.Select(column => Cell(ConversionLabels.Of("column", column, language)))).Append("\r\n");
        foreach (SystemView system in systems)
        {
            string?[] cells =
            [
                system.Name, ConversionLabels.Of("layer", system.Layer, language), ConversionLabels.Of("stack", system.Stack, language),
                ConversionLabels.Of("capability", system.Capability, language), system.Stage?.ToString(CultureInfo.InvariantCulture), system.Remark,
            ];
            text.AppendJoin(',', cells.Select(cell => Cell(cell ?? ""))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads a table.</summary>
    /// <param name="stages">Positions of the plan's stages.</param>
    /// <exception cref="InventoryException">Something of it is wrong; all faults are named.</exception>
    internal static IReadOnlyList<SystemDraft> Read(byte[] bytes, IReadOnlySet<int> stages)
    {
        var faults = new List<InventoryFault>();
        List<(int Line, List<string> Cells)> lines = [];
        try
        {
            lines = CsvCells.Split(new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF'), Most + 1, faults);
        }
        catch (DecoderFallbackException)
        {
            faults.Add(new InventoryFault(1, "", "utf8"));
        }

        int[] places = lines.Count == 0 ? [] : [.. Columns.Select(column => lines[0].Cells.FindIndex(cell => ConversionLabels.Read("column", cell) == column))];
        if (faults.Count == 0 && (places.Length == 0 || places.Contains(-1)))
        {
            faults.Add(new InventoryFault(1, "", "columns"));
        }

        var drafts = new List<SystemDraft>();
        foreach ((int line, List<string> cells) in faults.Count > 0 ? [] : lines.Skip(1).Where(one => one.Cells.Any(cell => cell.Trim().Length > 0)))
        {
            if (cells.Count != lines[0].Cells.Count)
            {
                faults.Add(new InventoryFault(line, "", "cells"));
            }
            else if (Draft(column => Plain(cells[places[Array.IndexOf(Columns, column)]]), line, stages, faults) is { } draft)
            {
                drafts.Add(draft);
            }
        }

        if (faults.Count == 0 && drafts.Count == 0)
        {
            faults.Add(new InventoryFault(2, "", "empty"));
        }

        return faults.Count == 0 ? drafts : throw new InventoryException([.. faults.Take(MostFaults)]);
    }

    private static SystemDraft? Draft(Func<string, string> cell, int line, IReadOnlySet<int> stages, List<InventoryFault> faults)
    {
        int before = faults.Count;
        string name = cell("name");
        string remark = cell("remark");
        if (name.Length == 0)
        {
            faults.Add(new InventoryFault(line, "name", "empty"));
        }

        foreach ((string column, string text) in new[] { ("name", name), ("remark", remark) })
        {
            if (text.Length > 500 || text.Any(char.IsControl))
            {
                faults.Add(new InventoryFault(line, column, "long"));
            }
        }

        string[] words = [.. new[] { "layer", "stack", "capability" }.Select(Word)];
        string stage = cell("stage");
        int position = 0;
        if (stage.Length > 0 && (!int.TryParse(stage, NumberStyles.None, CultureInfo.InvariantCulture, out position) || !stages.Contains(position)))
        {
            faults.Add(new InventoryFault(line, "stage", "stage"));
        }

        return faults.Count > before ? null : new SystemDraft(name, words[0], words[1], words[2], stage.Length == 0 ? null : position, remark.Length == 0 ? null : remark);

        string Word(string column)
        {
            string written = cell(column);
            string? word = written.Length == 0 && column != "layer" ? "unknown" : ConversionLabels.Read(column, written);
            if (word is null)
            {
                faults.Add(new InventoryFault(line, column, written.Length == 0 ? "empty" : "word"));
            }

            return word ?? "";
        }
    }

    // A cell that a spreadsheet would take for a formula is led by an apostrophe, which reading takes off again.
    private static string Cell(string text)
    {
        string safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",;\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Plain(string cell)
    {
        string text = cell.Trim();
        return text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;
    }
}

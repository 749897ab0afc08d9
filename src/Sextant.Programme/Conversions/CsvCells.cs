using System.Text;

namespace Sextant.Programme.Conversions;

/// <summary>Cells of a CSV text (RFC 4180 section 2); what separates them is what the first line has more of, commas or semicolons.</summary>
internal static class CsvCells
{
    /// <summary>The lines, empty ones left out; what is wrong is added to the faults, and reading ends there.</summary>
    internal static List<(int Line, List<string> Cells)> Split(string text, int most, List<InventoryFault> faults)
    {
        var lines = new List<(int, List<string>)>();
        string first = text.Split('\n', 2)[0];
        char separator = first.Count(c => c == ';') > first.Count(c => c == ',') ? ';' : ',';
        int at = 0;
        int line = 1;
        while (at < text.Length)
        {
            int begins = line;
            if (Record(text, separator, ref at, ref line) is not { } cells)
            {
                faults.Add(new InventoryFault(begins, "", "quote"));
                break;
            }

            if (lines.Count >= most)
            {
                faults.Add(new InventoryFault(begins, "", "many"));
                break;
            }

            if (cells.Any(cell => cell.Length > 0))
            {
                lines.Add((begins, cells));
            }
        }

        return lines;
    }

    private static List<string>? Record(string text, char separator, ref int at, ref int line)
    {
        var cells = new List<string>();
        while (true)
        {
            if (Cell(text, separator, ref at, ref line) is not { } cell)
            {
                return null;
            }

            cells.Add(cell);
            if (at >= text.Length)
            {
                return cells;
            }

            char next = text[at++];
            if (next == separator)
            {
                continue;
            }

            at += next == '\r' && at < text.Length && text[at] == '\n' ? 1 : 0;
            line++;
            return cells;
        }
    }

    private static string? Cell(string text, char separator, ref int at, ref int line)
    {
        var cell = new StringBuilder();
        bool quoted = at < text.Length && text[at] == '"';
        at += quoted ? 1 : 0;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (quoted && c == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"')
                {
                    at++;
                    return at >= text.Length || text[at] is '\n' or '\r' || text[at] == separator ? cell.ToString() : null;
                }

                at++;
            }
            else if (!quoted && (c is '\n' or '\r' || c == separator))
            {
                return cell.ToString();
            }

            line += quoted && c == '\n' ? 1 : 0;
            cell.Append(c);
        }

        return quoted ? null : cell.ToString();
    }
}

using System.Text;

namespace Sextant.Programme.Tables;

/// <summary>
/// Records of a CSV text, RFC 4180 section 2: cells between commas (or what stands for them), lines ended by CR LF or LF, a quoted cell may hold separators, line ends
/// and doubled quotes. Lines are counted in the text, so that a fault names the line an editor shows.
/// </summary>
internal sealed class CsvText(string text, char separator, int mostCells)
{
    private int _at;
    private int _line = 1;

    /// <summary>Whether all was read.</summary>
    internal bool Ended => _at >= text.Length;

    /// <summary>The line at which the next record begins.</summary>
    internal int Line => _line;

    /// <summary>The next record; null when a quote is not closed or stands inside a cell, or there are too many cells.</summary>
    internal List<string>? Next()
    {
        var cells = new List<string>();
        while (true)
        {
            string? cell = !Ended && text[_at] == '"' ? Quoted() : Plain();
            if (cell is null || cells.Count > mostCells)
            {
                return null;
            }

            cells.Add(cell);
            if (Ended)
            {
                return cells;
            }

            char next = text[_at++];
            if (next == separator)
            {
                continue;
            }

            if (next == '\r' && !Ended && text[_at] == '\n')
            {
                next = text[_at++];
            }

            _line++;
            return next == '\n' ? cells : null;
        }
    }

    private string? Plain()
    {
        int start = _at;
        while (!Ended && text[_at] != separator && text[_at] is not ('\n' or '\r' or '"'))
        {
            _at++;
        }

        return !Ended && text[_at] == '"' ? null : text[start.._at];
    }

    private string? Quoted()
    {
        var cell = new StringBuilder();
        for (_at++; !Ended; _at++)
        {
            _line += text[_at] == '\n' ? 1 : 0;
            if (text[_at] != '"')
            {
                cell.Append(text[_at]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == '"')
            {
                cell.Append(text[_at++]);
            }
            else
            {
                _at++;
                return Ended || text[_at] == separator || text[_at] is '\n' or '\r' ? cell.ToString() : null;
            }
        }

        return null;
    }
}

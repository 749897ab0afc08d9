using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sextant.Cli.Tests.Screen;

/// <summary>What a terminal of so many columns shows after it was written to: enough of one for what the program uses, and it breaks long lines as a real one does.</summary>
internal sealed partial class Terminal(int columns)
{
    private readonly List<StringBuilder> _rows = [new()];
    private int _row;
    private int _column;

    public static string[] Of(string written, int columns)
    {
        var terminal = new Terminal(columns);
        terminal.Write(written);
        return [.. terminal._rows.Select(line => line.ToString().TrimEnd()).Reverse().SkipWhile(line => line.Length == 0).Reverse()];
    }

    private void Write(string written)
    {
        foreach (Match piece in Pieces().Matches(written))
        {
            switch (piece.Value)
            {
                case "\n":
                    (_row, _column) = (_row + 1, 0);
                    break;
                case "\r":
                    _column = 0;
                    break;
                case "\e[K":
                    Row().Length = Math.Min(Row().Length, _column);
                    break;
                case "\e[J":
                    Row().Length = Math.Min(Row().Length, _column);
                    _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                    break;
                case ['\e', .., 'A'] up:
                    _row = Math.Max(0, _row - int.Parse(up.AsSpan(2, up.Length - 3), CultureInfo.InvariantCulture));
                    break;
                case ['\e', .., 'm']:
                    break;
                default:
                    Assert.False(piece.Value[0] == '\e', $"unknown sequence {piece.Value[1..]}");
                    Put(piece.Value[0]);
                    break;
            }
        }
    }

    private StringBuilder Row()
    {
        while (_rows.Count <= _row)
        {
            _rows.Add(new StringBuilder());
        }

        return _rows[_row];
    }

    private void Put(char sign)
    {
        if (_column == columns)
        {
            (_row, _column) = (_row + 1, 0);
        }

        StringBuilder line = Row();
        line.Append(' ', Math.Max(0, _column + 1 - line.Length));
        line[_column++] = sign;
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|[\s\S]")]
    private static partial Regex Pieces();
}

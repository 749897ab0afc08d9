using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sextant.Cli.Tests.Screen;

/// <summary>What a terminal of so many columns shows after it was written to: enough of one for what the program uses, and it breaks long lines as a real one does.</summary>
internal static partial class Terminal
{
    public static string[] Of(string written, int columns)
    {
        List<StringBuilder> rows = [new()];
        int row = 0, column = 0;
        foreach (Match piece in Pieces().Matches(written))
        {
            switch (piece.Value)
            {
                case "\n":
                    (row, column) = (row + 1, 0);
                    break;
                case "\r":
                    column = 0;
                    break;
                case "\e[K":
                    Row().Length = Math.Min(Row().Length, column);
                    break;
                case "\e[J":
                    Row().Length = Math.Min(Row().Length, column);
                    rows.RemoveRange(row + 1, rows.Count - row - 1);
                    break;
                case ['\e', .., 'A'] up:
                    row = Math.Max(0, row - int.Parse(up.AsSpan(2, up.Length - 3), CultureInfo.InvariantCulture));
                    break;
                case ['\e', .., 'm']:
                    break;
                default:
                    Assert.False(piece.Value[0] == '\e', $"unknown sequence {piece.Value[1..]}");
                    Put(piece.Value[0]);
                    break;
            }
        }

        return [.. rows.Select(line => line.ToString().TrimEnd()).Reverse().SkipWhile(line => line.Length == 0).Reverse()];

        StringBuilder Row()
        {
            while (rows.Count <= row)
            {
                rows.Add(new StringBuilder());
            }

            return rows[row];
        }

        void Put(char sign)
        {
            if (column == columns)
            {
                (row, column) = (row + 1, 0);
            }

            StringBuilder line = Row();
            line.Append(' ', Math.Max(0, column + 1 - line.Length));
            line[column++] = sign;
        }
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|[\s\S]")]
    private static partial Regex Pieces();
}

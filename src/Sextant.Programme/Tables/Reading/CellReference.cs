namespace Sextant.Programme.Tables;

/// <summary>Reads <c>AB12</c>.</summary>
internal static class CellReference
{
    /// <summary>16,384 columns and 1,048,576 rows: what a sheet can have (ECMA-376).</summary>
    private const int MostColumns = 16_384;

    private const int MostRows = 1_048_576;

    internal static int? Column(string? reference) => Of(reference)?.Column;

    internal static (int Row, int Column)? Of(string? reference)
    {
        int column = 0;
        int row = 0;
        foreach (char c in reference ?? "")
        {
            if (char.IsAsciiLetterUpper(c) && row == 0 && column <= MostColumns)
            {
                column = (column * 26) + (c - 'A') + 1;
            }
            else if (char.IsAsciiDigit(c) && row <= MostRows)
            {
                row = (row * 10) + (c - '0');
            }
            else
            {
                return null;
            }
        }

        return column is > 0 and <= MostColumns && row is > 0 and <= MostRows ? (row, column) : null;
    }
}

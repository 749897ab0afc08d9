namespace Sextant.Programme.Papers.Writing;

/// <summary>
/// How much of a page blocks take, guessed without a printer: in points, of letters of Times New Roman as they are on the average, with some to spare. Where a paper has to be one page it says
/// less rather than going on over the edge.
/// </summary>
internal static class PageRoom
{
    /// <summary>257 mm between the margins, less two lines: words do not fill their lines to the end.</summary>
    private const double Page = 728 - 30;

    /// <summary>165 mm between the margins.</summary>
    private const double Width = 467;

    /// <summary>Of a letter's size: how wide it is and how high its line.</summary>
    private const double Broad = 0.5;
    private const double High = 1.265;

    /// <summary>Whether blocks are one page, below so many points of something else.</summary>
    internal static bool Fits(IEnumerable<PaperBlock> blocks, double taken) => taken + blocks.Sum(Of) <= Page;

    private static double Of(PaperBlock block) => block switch
    {
        PaperHeading heading => 12 + Text(heading.Text, Width, 13),
        PaperText text => 6 + Text("      " + text.Text, Width, text.Quiet ? 12 : 13),
        PaperList list => list.Items.Sum(item => 6 + Text("        " + item, Width, 13)),
        PaperTable table => 8 + Text(table.Title, Width, 12) + Row(table, [.. table.Columns.Select(column => column.Title)]) + table.Rows.Sum(row => Row(table, row)) + (13 * High),
        _ => 0,
    };

    private static double Row(PaperTable table, IReadOnlyList<string> cells)
    {
        double all = table.Columns.Sum(column => column.Share);
        return 3 + cells.Select((text, i) => Text(text, (Width * table.Columns[i].Share / all) - 7, 11)).DefaultIfEmpty(0).Max();
    }

    // Word by word, as lines are broken; a word that is longer than a line is broken, too.
    private static double Text(string text, double width, double size)
    {
        (int letters, int lines, int at) = (Math.Max(1, (int)(width / (size * Broad))), 1, 0);
        foreach (int length in text.Split([' ', '\n']).Select(word => word.Length))
        {
            if (at > 0 && at + 1 + length > letters)
            {
                (lines, at) = (lines + 1, 0);
            }

            at += (at > 0 ? 1 : 0) + length;
            (lines, at) = (lines + ((at - 1) / letters), at > letters ? ((at - 1) % letters) + 1 : at);
        }

        return lines * size * High;
    }
}

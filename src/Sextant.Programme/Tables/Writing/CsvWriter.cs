using System.Globalization;
using System.Text;

namespace Sextant.Programme.Tables;

/// <summary>
/// Writes CSV (RFC 4180, UTF-8 with its mark, so that Excel knows it) as the spreadsheets of the language open it: in Vietnamese with semicolons and decimal commas, in English with
/// commas and points.
/// </summary>
internal static class CsvWriter
{
    internal static byte[] Write(WrittenTable table, string language)
    {
        char separator = Separator(language);
        TableTexts texts = TableTexts.For(language);
        var text = new StringBuilder("\uFEFF");
        Line(text, separator, table.Form.Columns.Select(column => Text(texts["column." + column.Id])));
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            Line(text, separator, row.Select(value => value is string said ? Text(said) : Plain(value, language)));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>What stands between two cells where spreadsheets are set to a language.</summary>
    internal static char Separator(string language) => language == "en" ? ',' : ';';

    /// <summary>Whether a spreadsheet would run a text instead of showing it: the signs that begin a formula, also behind blanks, and their wide forms.</summary>
    internal static bool IsRun(string text) => text.TrimStart(' ', '\t', '\r', '\n', '\u00A0') is { Length: > 0 } rest && rest[0] is '=' or '+' or '-' or '@' or '|' or '＝' or '＋' or '－' or '＠';

    private static void Line(StringBuilder text, char separator, IEnumerable<string> cells) => text.AppendJoin(separator, cells.Select(Quoted)).Append("\r\n");

    private static string Text(string said) => IsRun(said) ? "'" + said : said;

    private static string Plain(object? value, string language) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal amount => Amount(amount, language),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>Three decimals behind one sign would read as thousands elsewhere: a fourth is written.</summary>
    private static string Amount(decimal amount, string language)
    {
        string plain = amount.ToString("0.############", CultureInfo.InvariantCulture);
        plain = plain.Length - plain.IndexOf('.', StringComparison.Ordinal) == 4 && plain.Contains('.', StringComparison.Ordinal) ? plain + "0" : plain;
        return language == "en" ? plain : plain.Replace('.', ',');
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny("\",;\t\r\n'") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}

using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Wire;

namespace Sextant.Cli.Reports;

/// <summary>One row per verdict, RFC 4180, safe to open in a spreadsheet: a cell that a spreadsheet would take for a formula begins with an apostrophe.</summary>
internal static class CheckCsv
{
    /// <summary>The columns, in order.</summary>
    public const string Header = "target,ascii,kind,class,level,criterion,subject,verdict,tags,cause,vantage,measured_at,evidence";

    /// <summary>Writes the rows of one entry.</summary>
    public static void Write(TextWriter output, Judgement entry)
    {
        foreach (CriterionVerdict verdict in entry.Verdicts)
        {
            string[] cells =
            [
                entry.Target, entry.Ascii, Word(entry.Kind), Word(entry.Class), Word(entry.Level),
                verdict.Criterion, verdict.Subject, Word(verdict.Verdict), string.Join(' ', verdict.Tags), verdict.Cause?.ToWord() ?? "",
                entry.Vantage.Name, entry.MeasuredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Evidence ?? "",
            ];
            output.Write(string.Join(',', cells.Select(Cell)));
            output.Write("\r\n");
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => FailureWords.Kebab(value.ToString());

    /// <summary>One cell, quoted where needed. What begins like a formula (= + - @ tab, return) is defused.</summary>
    public static string Cell(string text)
    {
        string safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

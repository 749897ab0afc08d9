using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Sextant.Programme.Tables;

/// <summary>How a workbook's numbers are shown: days and percentages are numbers with a format (ECMA-376 part 1, 18.8.30).</summary>
internal sealed partial class WorkbookStyles
{
    private readonly List<uint> _formats;
    private readonly Dictionary<uint, string> _codes;
    private readonly bool _since1904;

    internal WorkbookStyles(WorkbookPart workbook)
    {
        Stylesheet? sheet = workbook.WorkbookStylesPart?.Stylesheet;
        _formats = [.. sheet?.CellFormats?.Elements<CellFormat>().Select(format => format.NumberFormatId?.Value ?? 0) ?? []];
        _codes = (sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? []).DistinctBy(format => format.NumberFormatId?.Value ?? 0)
            .ToDictionary(format => format.NumberFormatId?.Value ?? 0, format => format.FormatCode?.Value ?? "");
        _since1904 = workbook.Workbook?.WorkbookProperties?.Date1904?.Value ?? false;
    }

    internal bool IsDay(uint style) => Format(style) is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58) || (Code(style) is { } code && DayLetters().IsMatch(Signs().Replace(code, "")));

    internal bool IsPercent(uint style) => Format(style) is 9 or 10 || Code(style)?.Contains('%', StringComparison.Ordinal) == true;

    /// <summary>The day of a serial number; null where it is none. Before 1900-03-01 spreadsheets count a day that never was.</summary>
    internal DateOnly? Day(decimal serial)
    {
        decimal number = serial + (_since1904 ? 1462 : 0);
        return number is >= 61 and < 110_000 ? DateOnly.FromDateTime(DateTime.FromOADate((double)number)) : null;
    }

    private uint Format(uint style) => style < _formats.Count ? _formats[(int)style] : 0;

    private string? Code(uint style) => _codes.GetValueOrDefault(Format(style));

    // Texts in quotes, escaped signs, and what stands in brackets: colours, languages, spans of hours.
    [GeneratedRegex("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|_.", RegexOptions.CultureInvariant)]
    private static partial Regex Signs();

    [GeneratedRegex("[dy]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayLetters();
}

using Sextant.Programme.Returns;
using Sextant.Web.Wording;

namespace Sextant.Web.Charts;

/// <summary>A quarter as people write it.</summary>
public static class QuarterWord
{
    /// <summary><c>quý III/2026</c>; what is no quarter as it was written.</summary>
    public static string Of(string period, WebTexts texts) =>
        Quarter.Read(period) is { } quarter ? texts.Format("returns.quarter", quarter.Roman, quarter.Year, quarter.Number) : period;
}

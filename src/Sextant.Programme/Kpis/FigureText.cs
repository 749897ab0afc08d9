using System.Globalization;
using Sextant.Programme.Plans;

namespace Sextant.Programme.Kpis;

/// <summary>Figures in words, in Vietnamese and English: numbers as the language writes them, rounded last.</summary>
public static class FigureText
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    /// <summary>The value with its unit: <c>94 %</c>, <c>1.318</c>, <c>gấp 2,6 lần</c>; without a value, why there is none.</summary>
    public static string Value(Figure figure, string language)
    {
        if (figure.Value is not { } value)
        {
            return figure is { Missing: NoData.NoInput, Input: { } input }
                ? Vi(language) ? $"chưa có số liệu: chờ {KpiInputTexts.Name(input, language)}" : $"no data: input {KpiInputTexts.Name(input, language)}"
                : Missing(figure.Missing, language);
        }

        string number = Number(value, figure.Decimals, language);
        string text = (figure.Unit, figure.Indicator) switch
        {
            (_, "G-03") => Exceeded(value, figure.Decimals, language),
            ("x", _) => Vi(language) ? $"gấp {number} lần" : $"{number} times",
            ("%", _) => $"{number} %",
            ("pp", _) => Vi(language) ? $"{number} điểm phần trăm" : $"{number} points",
            ("rank", _) => Vi(language) ? $"thứ {number}" : $"place {number}",
            ("days", _) => Vi(language) ? $"{number} ngày" : $"{number} days",
            _ => number,
        };
        return figure.AtLeast ? (Vi(language) ? $"hơn {text}" : $"more than {text}") : text;
    }

    /// <summary>What was divided by what: <c>80/85</c>; empty when the counts are not known.</summary>
    public static string Counts(Figure figure, string language) => figure switch
    {
        // Days over tasks are no share: 413/2 would read as one.
        { Indicator: "G-07", Numerator: { } days, Denominator: { } tasks } => Vi(language) ? $"{Plain(days, language)} ngày của {Plain(tasks, language)} nhiệm vụ" : $"days: {Plain(days, language)}, tasks: {Plain(tasks, language)}",
        { Numerator: { } numerator, Denominator: { } denominator } => $"{Plain(numerator, language)}/{Plain(denominator, language)}",
        _ => string.Empty,
    };

    /// <summary>A target: <c>50 %</c>, <c>80-90 %</c>, a state, or empty where none is stated.</summary>
    public static string Target(TargetValueView? target, string language)
    {
        string? number = target switch
        {
            null => null,
            { Value: { } value } => Plain(value, language),
            { Low: { } low, High: { } high } => $"{Plain(low, language)}–{Plain(high, language)}",
            { Low: { } low } => $"≥ {Plain(low, language)}",
            _ => target.State,
        };
        return number is null ? string.Empty : target!.Unit == "%" ? $"{number} %" : number;
    }

    /// <summary>How far a figure is beyond its target, as the programme's reports say it: <c>vượt 88%</c>.</summary>
    public static string Exceeded(decimal percent, int decimals, string language)
    {
        decimal rounded = Math.Round(percent, decimals, MidpointRounding.AwayFromZero);
        string number = Number(Math.Abs(rounded), decimals, language);
        return (Math.Sign(rounded), Vi(language)) switch
        {
            (0, true) => "đạt mục tiêu",
            (0, false) => "meets the target",
            (> 0, true) => $"vượt {number}%",
            (> 0, false) => $"{number} % above the target",
            (_, true) => $"thấp hơn mục tiêu {number}%",
            (_, false) => $"{number} % below the target",
        };
    }

    /// <summary>What is unknown and the bounds it allows; empty for a figure that does not say.</summary>
    public static string Unknown(Figure figure, string language)
    {
        if (figure.Unknown is not { Count: > 0 } unknown)
        {
            return string.Empty;
        }

        string share = Number(unknown.Percent, 1, language);
        string bounds = $"{Number(unknown.Low, 1, language)}–{Number(unknown.High, 1, language)} %";
        return Vi(language)
            ? $"chưa xác định {share} % ({unknown.Count}/{unknown.All}), nằm trong khoảng {bounds}"
            : $"{share} % unknown ({unknown.Count}/{unknown.All}), between {bounds}";
    }

    /// <summary>Why there is no figure.</summary>
    public static string Missing(NoData? reason, string language) => (reason, Vi(language)) switch
    {
        (NoData.NotDeclared, true) => "chưa có số liệu công bố",
        (NoData.NotDeclared, false) => "no data: nothing declared",
        (NoData.NotRecorded, true) => "chưa ghi nhận trong hệ thống",
        (NoData.NotRecorded, false) => "no data: nothing recorded",
        (NoData.NotMeasured, true) => "chưa có số liệu đo",
        (NoData.NotMeasured, false) => "no data: not measured",
        (NoData.ZeroDenominator, true) => "không có số liệu: không có đối tượng để tính",
        (NoData.ZeroDenominator, false) => "no data: nothing to count",
        (NoData.NoTarget, true) => "không có số liệu: chưa có mục tiêu",
        (NoData.NoTarget, false) => "no data: no target",
        (NoData.ZeroTarget, true) => "không có số liệu: mục tiêu bằng 0",
        (NoData.ZeroTarget, false) => "no data: the target is nought",
        (_, true) => "không có số liệu",
        (_, false) => "no data",
    };

    /// <summary>A number with so many decimals, grouped as the language groups.</summary>
    public static string Number(decimal value, int decimals, string language) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Culture(language));

    private static string Plain(decimal value, string language) => value.ToString("#,0.##", Culture(language));

    private static CultureInfo Culture(string language) => Vi(language) ? Vietnamese : English;

    private static bool Vi(string language) => language == "vi";
}

using System.Text.Json;
using Sextant.Programme.Kpis;
using Sextant.Programme.Plans;
using Sextant.Wire;

namespace Sextant.Cli.Reports;

/// <summary>Indicators as JSON: numbers as they are, words in kebab-case, no prose.</summary>
internal static class KpiJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Writes one document.</summary>
    public static void Write(TextWriter output, KpiReport report, IReadOnlyList<KpiReading> readings) =>
        output.WriteLine(JsonSerializer.Serialize(
            new { Schema = 1, AsOf = report.AsOf.Date, AsKnown = report.AsOf.Known, Indicators = readings.Select(reading => new { reading.Id, Figures = reading.Figures.Select(figure => Of(figure, report)) }) },
            Indented));

    private static object Of(Figure figure, KpiReport report) => new
    {
        Origin = FailureWords.Kebab(figure.Origin.ToString()),
        figure.Definition,
        figure.Unit,
        figure.Value,
        figure.Rounded,
        Missing = figure.Missing is { } missing ? FailureWords.Kebab(missing.ToString()) : null,
        Input = figure.Input is { } input ? FailureWords.Kebab(input.ToString()) : null,
        figure.Numerator,
        figure.Denominator,
        Unknown = figure.Unknown is { } unknown ? new { unknown.Count, unknown.All, unknown.Percent, unknown.Low, unknown.High } : null,
        figure.Exempted,
        Target = Of(figure.Target),
        TargetNow = Of(figure.TargetNow),
        figure.Date,
        figure.Source,
        SourceTitle = report.Sources.GetValueOrDefault(figure.Source)?.Title.All,
        figure.ToConfirm,
        figure.AtLeast,
        figure.Headline,
        figure.Method,
    };

    private static object? Of(TargetValueView? target) =>
        target is null ? null : new { target.Programme, target.By, target.Value, target.Low, target.High, target.Unit, target.State };
}

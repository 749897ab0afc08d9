using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Kpis;
using Sextant.Programme.Kpis.Outlook;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas;

/// <summary>Indicators: figures of a day with what each is counted from, their lines over time with forecast, and criteria.</summary>
internal sealed class FigureApi : IApiArea
{
    public string Id => "figures";

    public IJsonTypeInfoResolver Shapes => FigureJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("figures.list", "/figures", Right.ReadPublished, async call => call.PageOf(
            (await call.Parts.Country.OverviewAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false)).Kpis.Readings, one => one.Id, one => Of(one, members: false)))
            with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get("figures.read", "/figures/{id}", Right.ReadPublished, async call => await OutlookAsync(call).ConfigureAwait(false) is { } found ? Of(found.Reading, members: true) : null) with { Query = Ways.Day },
        Ways.Get("figures.series", "/figures/{id}/series", Right.ReadPublished, async call => await OutlookAsync(call).ConfigureAwait(false) is { } found
            ? new SeriesShape(found.Reading.Id, [.. found.Lines.Select(Of)])
            : null) with { Query = Ways.Day },
        Ways.Get("figures.contributions", "/figures/{id}/contributions", Right.ReadPublished, async call => await OutlookAsync(call).ConfigureAwait(false) is { } found
            ? new ContributionsShape(found.Reading.Id, [.. found.Parts.Select(part => Shares(part, found.Names))])
            : null) with { Query = Ways.Day },
        Ways.Get("figures.what-if", "/figures/{id}/what-if", Right.ReadPublished, async call => await OutlookAsync(call).ConfigureAwait(false) is { } found
            ? new WhatIfShape(found.Reading.Id, [.. found.Parts.Select(Repairs)])
            : null) with { Query = Ways.Day },
        Ways.Get("criteria.list", "/criteria", Right.ReadPublished, async call => call.PageOf(
            await call.Parts.Figures.CriteriaAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Id,
            one => new CriterionShape(one.Id, one.SubjectKind, one.Name, one.PassCondition, one.Level, one.Weight, one.Status))) with { Query = [.. Ways.Day, .. Ways.Page] },
    ];

    private static async Task<KpiOutlook?> OutlookAsync(ApiCall call) =>
        await call.Parts.Country.OutlookAsync(call.Value("id"), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);

    private static ReadingShape Of(KpiReading reading, bool members) => new(
        reading.Id, new LocalText([KeyValuePair.Create("en", KpiTexts.Title(reading.Id, "en")), KeyValuePair.Create("vi", KpiTexts.Title(reading.Id, "vi"))]), reading.Indicator?.Group, reading.Indicator?.Cadence,
        [.. reading.Figures.Select(figure => Of(figure, members))]);

    private static FigureShape Of(Figure one, bool members) => new(
        one.Indicator, one.Definition, TargetApi.Word(one.Origin), one.Unit, one.Rounded, one.Value, one.AtLeast, one.Missing is { } missing ? TargetApi.Word(missing) : null,
        one.Input is { } input ? TargetApi.Word(input) : null, one.Numerator, one.Denominator,
        one.Unknown is { } unknown ? new UnknownShape(unknown.Count, unknown.All, unknown.Low, unknown.High) : null, one.Target is { } target ? CountryApi.Of(target) : null, one.Source, one.Date,
        one.MeasuredBetween?.Oldest, one.MeasuredBetween?.Newest, one.Method, one.Headline,
        members ? [.. one.Members.Select(member => new MemberShape(member.Key, TargetApi.Word(member.Counted), member.Value))] : null);

    private static LineShape Of(OutlookLine line) => new(
        line.Definition, TargetApi.Word(line.Origin), [.. line.Points.Select(Of)], [.. line.Path.Select(Of)],
        [.. line.Ahead.Select(point => new ForecastShape(point.Day, point.Low, point.Middle, point.High))], line.Tested.All, line.Tested.Coverage,
        [.. line.Arrivals.Select(one => new ArrivalShape(CountryApi.Of(one.Target), one.Reached, one.Earliest, one.Expected, one.Latest))]);

    private static SharesShape Shares(FigureParts part, IReadOnlyDictionary<string, LocalText> names) => new(
        part.Figure.Definition, TargetApi.Word(part.Figure.Origin), part.Figure.Unit, part.Figure.LessIsBetter,
        [
            .. part.Units.Select(unit => new UnitShareShape(
                unit.Organisation.Length == 0 ? null : unit.Organisation, names.GetValueOrDefault(unit.Organisation), unit.Yes, unit.No, unit.Unknown, unit.Points, unit.Gain)),
        ]);

    private static RepairsShape Repairs(FigureParts part) => new(
        part.Figure.Definition, TargetApi.Word(part.Figure.Origin), part.Figure.Value, [.. part.Fixes.Select(fix => new RepairShape(fix.Criterion, fix.Targets, fix.Alone, fix.Gain))]);

    private static PointShape Of(LinePoint point) => new(point.Day, point.Value);
}

/// <summary>One indicator's figures of a day.</summary>
public sealed record ReadingShape(string Id, LocalText Name, string? Group, string? Cadence, IReadOnlyList<FigureShape> Figures);

/// <summary>
/// A figure with all it needs to be published: in <c>unit</c>, rounded as printed and exact; without a value, why (<c>missing</c>) and what it waits for. Its members are everything
/// that was looked at, by which anybody can count again; only in the answer about one indicator.
/// </summary>
public sealed record FigureShape(
    string Indicator, string Definition, string Origin, string Unit, decimal? Value, decimal? Exact, bool AtLeast, string? Missing, string? WaitsFor, decimal? Numerator, decimal? Denominator, UnknownShape? Unknown,
    TargetValueShape? Target, string Source, DateOnly? Date, DateTimeOffset? MeasuredFrom, DateTimeOffset? MeasuredUntil, string Method, bool Headline, IReadOnlyList<MemberShape>? Members);

/// <summary>What could not be judged, and where the figure lies if all of it fails or passes.</summary>
public sealed record UnknownShape(int Count, int All, [property: Unit("%")] decimal Low, [property: Unit("%")] decimal High);

/// <summary>An organisation or target, and how it was counted: <c>yes</c>, <c>no</c>, <c>unknown</c>, <c>not-applicable</c>.</summary>
public sealed record MemberShape(string Key, string Counted, decimal? Value);

/// <summary>An indicator over time: lines of different definition or origin are never joined.</summary>
public sealed record SeriesShape(string Indicator, IReadOnlyList<LineShape> Lines);

/// <summary>A line by month, the path to its targets, the forecast of 80 %, how that fared on the past, and when targets are reached.</summary>
public sealed record LineShape(
    string Definition, string Origin, IReadOnlyList<PointShape> Points, IReadOnlyList<PointShape> Path, IReadOnlyList<ForecastShape> Forecast, int Foretold, [property: Unit("%")] decimal? Coverage,
    IReadOnlyList<ArrivalShape> Arrivals);

/// <summary>What each unit adds to an indicator, figure by figure.</summary>
public sealed record ContributionsShape(string Indicator, IReadOnlyList<SharesShape> Figures);

/// <summary>A figure taken apart by units, those that can move it most first: of percentages in points, else in the figure's unit.</summary>
/// <param name="LessIsBetter">Whether the numerator holds what should not be: what a unit would gain is below nought then.</param>
public sealed record SharesShape(string Definition, string Origin, string Unit, bool LessIsBetter, IReadOnlyList<UnitShareShape> Units);

/// <summary>How many of a unit are in the numerator, outside it, and not known; what those in it make of the figure, and what it would gain if those outside came into it.</summary>
public sealed record UnitShareShape(
    string? Organisation, LocalText? Name, int Yes, int No, int Unknown, decimal Points, decimal Gain);

/// <summary>What repairs would do to an indicator, figure by figure; of what is measured alone.</summary>
public sealed record WhatIfShape(string Indicator, IReadOnlyList<RepairsShape> Figures);

/// <summary>A figure as it is, and the repairs, what moves it most first.</summary>
public sealed record RepairsShape(string Definition, string Origin, decimal? Exact, IReadOnlyList<RepairShape> Repairs);

/// <summary>How many fail the criterion, how many of them fail no other that decides, and by how much the figure moves when these are repaired.</summary>
public sealed record RepairShape(string Criterion, int Targets, int Alone, [property: Unit("points")] decimal Gain);

/// <summary>A value on a day, in the figure's unit.</summary>
public sealed record PointShape(DateOnly Day, decimal Value);

/// <summary>A forecast, in the figure's unit.</summary>
public sealed record ForecastShape(DateOnly Day, decimal Low, decimal Middle, decimal High);

/// <summary>When a target is reached.</summary>
public sealed record ArrivalShape(TargetValueShape Target, DateOnly? Reached, DateOnly? Earliest, DateOnly? Expected, DateOnly? Latest);

/// <summary>A criterion: level B basic, A advanced, O ready for IPv6 only, I information.</summary>
public sealed record CriterionShape(string Id, string SubjectKind, string Name, string PassCondition, string Level, int Weight, string Status);

[JsonSerializable(typeof(ApiPage<ReadingShape>))]
[JsonSerializable(typeof(ReadingShape))]
[JsonSerializable(typeof(SeriesShape))]
[JsonSerializable(typeof(ContributionsShape))]
[JsonSerializable(typeof(WhatIfShape))]
[JsonSerializable(typeof(ApiPage<CriterionShape>))]
internal sealed partial class FigureJson : JsonSerializerContext;

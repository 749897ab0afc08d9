using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Country;
using Sextant.Programme.Packs;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas;

/// <summary>Which country it is, its words, its programmes with what they want, and where all of it comes from.</summary>
internal sealed class CountryApi : IApiArea
{
    public string Id => "country";

    public IJsonTypeInfoResolver Shapes => CountryJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("country.read", "/country", Right.ReadPublished, async call => Of(await call.HeaderAsync().ConfigureAwait(false), await call.TodayAsync().ConfigureAwait(false))),
        Ways.Get("country.programmes", "/programmes", Right.ReadPublished, async call => call.PageOf(
            await call.Parts.Plans.ProgrammesAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Id, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get("country.sources", "/sources", Right.ReadPublished, async call => call.PageOf(
            (await call.Parts.Plans.SourcesAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false)).Values, one => one.Id,
            one => new SourceShape(one.Id, one.Kind, one.Title, one.Publisher, one.Date, one.ToConfirm, one.Note))) with { Query = [.. Ways.Day, .. Ways.Page] },
    ];

    private static CountryShape Of(CountryHeader header, DateOnly today) => new(
        header.Country, header.Name, header.Pack, header.Version, header.LoadedAt, today, header.Calendar.Zone.Id, header.Languages, [.. header.Kinds.Select(Of)], [.. header.Sectors.Select(Of)]);

    private static WordShape Of(PackWord word) => new(word.Id, word.Name);

    private static ProgrammeShape Of(ProgrammeView view) => new(
        view.Id, view.Name, view.Starts, view.Ends, view.Decision, [.. view.Phases.Select(phase => new PhaseShape(phase.Number, phase.Name, phase.Starts, phase.Ends))],
        [.. view.TargetValues.Select(Of)], view.Source);

    internal static TargetValueShape Of(TargetValueView value) =>
        new(value.Programme, value.Indicator, value.Phase, value.Starts, value.By, value.Value, value.Low, value.High, value.Unit, value.State, value.Source);
}

/// <summary>The loaded country.</summary>
public sealed record CountryShape(
    string Country, LocalText Name, string Pack, string Version, DateTimeOffset LoadedAt, DateOnly Today, string TimeZone, IReadOnlyList<string> Languages, IReadOnlyList<WordShape> Kinds,
    IReadOnlyList<WordShape> Sectors);

/// <summary>A word of the pack, with its name.</summary>
public sealed record WordShape(string Id, LocalText Name);

/// <summary>A programme.</summary>
public sealed record ProgrammeShape(
    string Id, LocalText Name, DateOnly Starts, DateOnly Ends, string? Decision, IReadOnlyList<PhaseShape> Phases, IReadOnlyList<TargetValueShape> TargetValues, string? Source);

/// <summary>A phase of a programme.</summary>
public sealed record PhaseShape(int Number, LocalText Name, DateOnly Starts, DateOnly Ends);

/// <summary>What is wanted of an indicator: one value, or a range, or a state; in the unit that is named.</summary>
public sealed record TargetValueShape(
    string Programme, string Indicator, int? Phase, DateOnly Starts, DateOnly By, decimal? Value, decimal? Low, decimal? High, string? Unit, string? State, string? Source);

/// <summary>Where figures and rows come from; they name it by its id.</summary>
public sealed record SourceShape(string Id, string Kind, LocalText Title, string? Publisher, DateOnly? Date, bool ToConfirm, LocalText? Note);

[JsonSerializable(typeof(CountryShape))]
[JsonSerializable(typeof(ApiPage<ProgrammeShape>))]
[JsonSerializable(typeof(ApiPage<SourceShape>))]
internal sealed partial class CountryJson : JsonSerializerContext;

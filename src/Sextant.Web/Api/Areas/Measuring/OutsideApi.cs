using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Figures;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;

namespace Sextant.Web.Api.Areas.Measuring;

/// <summary>What others measured: series apart by publisher and definition, ranks of one file, networks, and deliveries.</summary>
internal sealed class OutsideApi : IApiArea
{
    public string Id => "outside";

    public IJsonTypeInfoResolver Shapes => OutsideJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("outside.series", "/outside/series", Right.ReadPublished, async call => call.PageOf(
            (await StateAsync(call, whole: true).ConfigureAwait(false)).Points.Where(point => call.Query("series") is not { } series || point.Series == series),
            point => string.Create(CultureInfo.InvariantCulture, $"{point.Series} {point.Subject} {point.Day:yyyy-MM-dd}"),
            point => new OutsidePointShape(point.Series, OutsideSeries.PublisherOf(point.Series), point.Subject, point.Day, point.Value, point.Samples)))
            with { Query = [.. Ways.Day, new("series", Words: OutsideSeries.All), .. Ways.Page] },
        Ways.Get("outside.ranks", "/outside/ranks", Right.ReadPublished, async call => call.PageOf(
            (await StateAsync(call, whole: false).ConfigureAwait(false)).Ranks, rank => rank.Series,
            rank => new RankShape(rank.Series, rank.Day, rank.Value, rank.World, rank.OfWorld, rank.Asean, rank.OfAsean, rank.File))) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get("outside.networks", "/outside/networks", Right.ReadPublished, async call => call.PageOf(
            (await StateAsync(call, whole: false).ConfigureAwait(false)).Networks, one => one.Number.ToString("0000000000", CultureInfo.InvariantCulture),
            one => new NetworkShape(one.Number, one.Day, one.Capable, one.Preferred, one.Samples))) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get("outside.published", "/outside/published", Right.ReadPublished, async call => call.PageOf(
            await call.Parts.Figures.UsageAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Id, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get("outside.deliveries", "/outside/deliveries", Right.ReadPublished, async call => call.PageOf(
            await call.Parts.Outside.DeliveriesAsync(call.Cancellation).ConfigureAwait(false), one => one.Key, OutsideWriting.Of)) with { Query = Ways.Page },
        .. OutsideWriting.Routes,
    ];

    private static async Task<OutsideState> StateAsync(ApiCall call, bool whole) =>
        await call.Parts.Outside.StateAsync(await call.AsOfAsync().ConfigureAwait(false), whole, call.Cancellation).ConfigureAwait(false);

    private static PublishedShape Of(UsageSeries one) => new(
        one.Id, one.Publisher, one.Indicator, one.Definition, one.Source, [.. one.Points.Select(point => new MonthShape(point.Month, point.Value, point.RankWorld))]);
}

/// <summary>One figure of one series about one subject: <c>cc:VN</c> is a country, <c>world</c> all of them.</summary>
public sealed record OutsidePointShape(string Series, string Publisher, string Subject, DateOnly Day, [property: Unit("%")] decimal Value, [property: Unit("samples")] decimal? Samples);

/// <summary>The country's place within one file on one day: 1 and the number of those strictly above.</summary>
public sealed record RankShape(string Series, DateOnly Day, [property: Unit("%")] decimal Value, int World, int OfWorld, int? Asean, int OfAsean, string Delivery);

/// <summary>A network of the country on its newest day.</summary>
public sealed record NetworkShape(long Number, DateOnly Day, [property: Unit("%")] decimal Capable, [property: Unit("%")] decimal Preferred, [property: Unit("samples")] decimal Samples);

/// <summary>A series that the pack carries, of one publisher and one definition.</summary>
public sealed record PublishedShape(string Id, string Publisher, string? Indicator, LocalText Definition, string? Source, IReadOnlyList<MonthShape> Points);

/// <summary>One month, by its first day.</summary>
public sealed record MonthShape(DateOnly Month, [property: Unit("%")] decimal Value, int? RankWorld);

/// <summary>A delivery that was imported; also one that was taken back.</summary>
public sealed record DeliveryFileShape(
    string Key, string Publisher, string Files, DateOnly FirstDay, DateOnly LastDay, int Points, int Economies, string? Terms, DateTimeOffset ImportedAt, DateTimeOffset? UndoneAt, string? UndoneReason);

[JsonSerializable(typeof(ApiPage<OutsidePointShape>))]
[JsonSerializable(typeof(ApiPage<RankShape>))]
[JsonSerializable(typeof(ApiPage<NetworkShape>))]
[JsonSerializable(typeof(ApiPage<PublishedShape>))]
[JsonSerializable(typeof(ApiPage<DeliveryFileShape>))]
[JsonSerializable(typeof(DeliveryFileShape))]
[JsonSerializable(typeof(ApiPage<OutsideWaitingShape>))]
[JsonSerializable(typeof(OutsideWaitingShape))]
internal sealed partial class OutsideJson : JsonSerializerContext;

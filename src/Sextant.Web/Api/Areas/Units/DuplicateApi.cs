using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Organisations.Duplicates;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Units;

/// <summary>Organisations that may have been entered twice, and those that are two. One that was is mended by an event.</summary>
internal sealed class DuplicateApi : IApiArea
{
    private const string All = "/duplicates";
    private const string Reads = "duplicates.read";

    public string Id => "duplicates";

    public IJsonTypeInfoResolver Shapes => DuplicateJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get(Reads, All, Right.KeepUnits, async call => Of(
            await call.Parts.Duplicates.ReadAsync(await call.AsOfAsync().ConfigureAwait(false), call.Viewer, call.Cancellation).ConfigureAwait(false))) with { Query = Ways.Day },
        Ways.New<ApartBody>("duplicates.apart", All + "/apart", Right.KeepUnits, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Duplicates.TellApartAsync(body.First, body.Second, body.Why, call.Viewer, call.Cancellation))),
        Ways.Post<Because>("duplicates.take-back", All + "/apart/{key}/withdrawal", Right.KeepUnits, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Duplicates.TakeBackAsync(call.Value("key"), body.Reason, call.Viewer, call.Cancellation))),
    ];

    private static DuplicatesShape Of(DuplicateSheet sheet) => new(
        [.. sheet.Pairs.Select(pair => new LikePairShape(Of(pair.First), Of(pair.Second), [.. pair.Reasons.Select(one => new LikeReasonShape(one.Kind, one.What))]))], sheet.More,
        [.. sheet.Apart.Select(pair => new ApartPairShape(pair.Key, Of(pair.First), Of(pair.Second), pair.Why))]);

    private static LikeUnitShape Of(LikeUnit unit) => new(unit.Organisation, unit.Name);
}

/// <summary>Pairs that look alike, the likeliest first, how many more there are, and pairs that are two.</summary>
public sealed record DuplicatesShape(IReadOnlyList<LikePairShape> Pairs, int More, IReadOnlyList<ApartPairShape> Apart);

/// <summary>Two that look alike, and why.</summary>
public sealed record LikePairShape(LikeUnitShape First, LikeUnitShape Second, IReadOnlyList<LikeReasonShape> Reasons);

/// <summary>What two have in common: a <c>name</c>, a <c>domain</c>, a <c>code</c>.</summary>
public sealed record LikeReasonShape(string Kind, string What);

/// <summary>One of two.</summary>
public sealed record LikeUnitShape(string Organisation, LocalText Name);

/// <summary>Two that are two, and why.</summary>
public sealed record ApartPairShape(string Key, LikeUnitShape First, LikeUnitShape Second, string Why);

/// <summary>Two that look alike and are two.</summary>
public sealed record ApartBody(string First, string Second, string Why);

[JsonSerializable(typeof(DuplicatesShape))]
[JsonSerializable(typeof(ApartBody))]
internal sealed partial class DuplicateJson : JsonSerializerContext;

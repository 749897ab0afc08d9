using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Runs;
using Sextant.Programme.People;
using Sextant.Wire;

namespace Sextant.Web.Api.Areas;

/// <summary>Campaigns: how far each is, and what it gave.</summary>
internal sealed class CampaignApi : IApiArea
{
    /// <summary>1,000: the newest, years of weekly ones; older ones are found by their id.</summary>
    private const int Newest = 1000;

    public string Id => "campaigns";

    public IJsonTypeInfoResolver Shapes => CampaignJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("campaigns.list", "/campaigns", Right.ReadPublished, async call =>
            call.PageOf(await call.Parts.Measured.Campaigns.ListAsync(Newest, call.Cancellation).ConfigureAwait(false), one => one.Id, Of)) with { Query = Ways.Page },
        Ways.Get("campaigns.read", "/campaigns/{id}", Right.ReadPublished, async call =>
            await call.Parts.Board.FindAsync(call.Value("id"), call.Cancellation).ConfigureAwait(false) is { } found ? Of(found) : null),
    ];

    private static CampaignShape Of(Campaign one) => new(
        one.Id, one.Name, one.Source, one.Profile, one.Vantages, TargetApi.Word(one.Standing), one.Schedule, one.CreatedAt, one.Total,
        one.Counts.OrderBy(pair => pair.Key).ToDictionary(pair => TargetApi.Word(pair.Key), pair => pair.Value));

    private static CampaignResultShape Of(BoardCampaign found) => new(
        Of(found.Progress.Campaign), found.Progress.FirstAt, found.Progress.LastAt, Math.Round(found.Progress.NamesPerSecond, 2), found.Progress.Left,
        [.. found.Results.Select(one => new ResultCountShape(TargetApi.Word(one.Kind), TargetApi.Word(one.Class), one.Cause?.ToWord(), one.Count))]);
}

/// <summary>A campaign. Its counts are pairs of name and vantage by state.</summary>
public sealed record CampaignShape(
    string Id, string Name, string Source, string Profile, IReadOnlyList<string> Vantages, string Standing, string? Schedule, DateTimeOffset CreatedAt, int Total, IReadOnlyDictionary<string, int> Counts);

/// <summary>A campaign with its pace and what it gave so far.</summary>
public sealed record CampaignResultShape(
    CampaignShape Campaign, DateTimeOffset? FirstAt, DateTimeOffset? LastAt, [property: Unit("names/s")] double NamesPerSecond, int Left, IReadOnlyList<ResultCountShape> Results);

/// <summary>How many targets of a kind came into a class, by cause.</summary>
public sealed record ResultCountShape(string Kind, string Class, string? Cause, int Count);

[JsonSerializable(typeof(ApiPage<CampaignShape>))]
[JsonSerializable(typeof(CampaignResultShape))]
internal sealed partial class CampaignJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sextant.Checks.Judging;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Storage;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Wire;

namespace Sextant.Web.Api.Areas.Measuring;

/// <summary>Campaigns: how far each is, and what it gave.</summary>
internal sealed class CampaignApi : IApiArea
{
    private const string Reads = "campaigns.read";
    private const string One = "/campaigns/{id}";

    /// <summary>400 KiB: 10,000 names of forty letters.</summary>
    internal const int OrderBytes = 400 * 1024;

    /// <summary>1,000: the newest, years of weekly ones; older ones are found by their id.</summary>
    private const int Newest = 1000;

    public string Id => "campaigns";

    public IJsonTypeInfoResolver Shapes => CampaignJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("campaigns.list", "/campaigns", Right.ReadPublished, async call =>
            call.PageOf(await call.Parts.Measured.Campaigns.ListAsync(Newest, call.Cancellation).ConfigureAwait(false), one => one.Id, Of)) with { Query = Ways.Page },
        Ways.Get(Reads, One, Right.ReadPublished, async call => await FindAsync(call).ConfigureAwait(false) is { } found ? Of(found) : null),
        Ways.New<CampaignBody>("campaigns.make", "/campaigns", Right.RunCampaigns, Reads, (call, body) =>
            LookedAgainAsync(call, ApiCall.MadeAsync("id", () => call.Parts.Campaigning.MakeAsync(OrderOf(body), call.Viewer, call.Cancellation)))) with { MostBytes = OrderBytes },
        Ways.Post<StandingBody>("campaigns.stand", One + "/standing", Right.RunCampaigns, Reads, (call, body) =>
            DoAsync(call, () => call.Parts.Campaigning.StandAsync(call.Value("id"), StandingOf(body.Standing), call.Viewer, call.Cancellation))),
        Ways.Post<PriorityBody>("campaigns.priority", One + "/priority", Right.RunCampaigns, Reads, (call, body) =>
            DoAsync(call, () => call.Parts.Campaigning.PrioritiseAsync(call.Value("id"), body.Priority, call.Viewer, call.Cancellation))),
        Ways.Act("campaigns.again", One + "/again", Right.RunCampaigns, Reads, call =>
            DoAsync(call, () => call.Parts.Campaigning.TryAgainAsync(call.Value("id"), call.Viewer, call.Cancellation))),
        Ways.Get("campaigns.rejudgement", One + "/rejudgement", Right.RunCampaigns, async call =>
            await FindAsync(call).ConfigureAwait(false) is not null && await call.Parts.Rejudging.FindAsync(call.Value("id"), call.Cancellation).ConfigureAwait(false) is { } said ? Of(said) : null),
        Ways.Act("campaigns.rejudge", One + "/rejudgement", Right.RunCampaigns, "campaigns.rejudgement", call =>
            ApiCall.DoneAsync(() => call.Parts.Rejudging.AskAsync(call.Value("id"), call.Viewer, call.Cancellation))) with { Status = StatusCodes.Status202Accepted },
    ];

    internal static CampaignOrder OrderOf(CampaignBody body) =>
        new(body.Name, body.What, body.Kinds ?? [], body.Names is { } names ? string.Join('\n', names) : null, body.UnknownOf);

    internal static CampaignStanding StandingOf(string word) =>
        Enum.GetValues<CampaignStanding>().Cast<CampaignStanding?>().FirstOrDefault(one => TargetApi.Word(one!.Value) == word) ?? throw new RefusedException("campaign-standing");

    /// <summary>Whoever looks next sees what was done, not what was remembered.</summary>
    internal static async Task<ApiPlace?> LookedAgainAsync(ApiCall call, Task<ApiPlace?> done)
    {
        ApiPlace? place = await done.ConfigureAwait(false);
        call.Parts.Board.Forget();
        return place;
    }

    // A schedule may have the id that a campaign has not: what is done to the one is not done to the other by mistake.
    private static async Task<ApiPlace?> DoAsync(ApiCall call, Func<Task> work) =>
        await FindAsync(call).ConfigureAwait(false) is null ? null : await LookedAgainAsync(call, ApiCall.DoneAsync(work)).ConfigureAwait(false);

    private static async Task<BoardCampaign?> FindAsync(ApiCall call) =>
        call.Value("id") is { Length: <= 64 } id ? await call.Parts.Board.FindAsync(id, call.Cancellation).ConfigureAwait(false) : null;

    private static RejudgementShape Of(Rejudgement said) => new(
        said.Campaign, said.Profile, said.AskedAt, said.State, said.Judged, said.Missing, said.Differ,
        [.. said.Differing.Select(one => new RejudgedShape(
            one.Target, one.MeasuredAt, Of(one.Was), Of(one.Now),
            [.. one.Changes.Select(change => new RejudgedVerdictShape(change.Criterion, change.Subject, Said(change.Was), Said(change.Now), change.WasBy, change.NowBy))], one.Others))]);

    private static RejudgedStateShape Of(RejudgedState one) => new(TargetApi.Word(one.Class), one.Cause?.ToWord(), one.Level.ToString());

    private static string? Said(Verdict? one) => one is { } verdict ? TargetApi.Word(verdict) : null;

    private static CampaignShape Of(Campaign one) => new(
        one.Id, one.Name, one.Source, one.Profile, one.Vantages, TargetApi.Word(one.Standing), one.Terms.Priority, one.Schedule, one.CreatedAt, one.Total,
        one.Counts.OrderBy(pair => pair.Key).ToDictionary(pair => TargetApi.Word(pair.Key), pair => pair.Value));

    private static CampaignResultShape Of(BoardCampaign found) => new(
        Of(found.Progress.Campaign), found.Progress.FirstAt, found.Progress.LastAt, Math.Round(found.Progress.NamesPerSecond, 2), found.Progress.Left,
        [.. found.Results.Select(one => new ResultCountShape(TargetApi.Word(one.Kind), TargetApi.Word(one.Class), one.Cause?.ToWord(), one.Count))]);
}

/// <summary>A campaign. Its counts are pairs of name and vantage by state.</summary>
public sealed record CampaignShape(
    string Id, string Name, string Source, string Profile, IReadOnlyList<string> Vantages, string Standing, int Priority, string? Schedule, DateTimeOffset CreatedAt, int Total, IReadOnlyDictionary<string, int> Counts);

/// <summary>A campaign with its pace and what it gave so far.</summary>
public sealed record CampaignResultShape(
    CampaignShape Campaign, DateTimeOffset? FirstAt, DateTimeOffset? LastAt, [property: Unit("names/s")] double NamesPerSecond, int Left, IReadOnlyList<ResultCountShape> Results);

/// <summary>A campaign to make: <c>what</c> is <c>register</c> (only organisations of these kinds; without: of all), <c>names</c>, or <c>unknown</c> of an earlier campaign.</summary>
public sealed record CampaignBody(string Name, string What, IReadOnlyList<string>? Kinds = null, IReadOnlyList<string>? Names = null, string? UnknownOf = null);

/// <summary>How it is to stand: <c>open</c>, <c>paused</c> or <c>stopped</c>. What has ended does not go on.</summary>
public sealed record StandingBody(string Standing);

/// <summary>Who goes first: free places go to the higher number, from -100 to 100.</summary>
public sealed record PriorityBody(int Priority);

/// <summary>What came of judging a campaign again: <c>running</c>, <c>done</c>, <c>failed</c> or <c>interrupted</c>. Of the targets that differ the first 200 stand here.</summary>
public sealed record RejudgementShape(
    string Campaign, string Profile, DateTimeOffset AskedAt, string State, int Judged, int Missing, int Differ, IReadOnlyList<RejudgedShape> Differing);

/// <summary>A target of which something would be another: as it is kept, as it would be, the first verdicts that differ, and how many more do.</summary>
public sealed record RejudgedShape(string Target, DateTimeOffset MeasuredAt, RejudgedStateShape Was, RejudgedStateShape Now, IReadOnlyList<RejudgedVerdictShape> Verdicts, int Others);

/// <summary>Class, why it is unknown, and level.</summary>
public sealed record RejudgedStateShape(string Class, string? Cause, string Level);

/// <summary>A verdict with the tags that it rests on, before and now; without: nothing is said.</summary>
public sealed record RejudgedVerdictShape(string Criterion, string Subject, string? Was, string? Now, IReadOnlyList<string> WasBy, IReadOnlyList<string> NowBy);

/// <summary>How many targets of a kind came into a class, by cause.</summary>
public sealed record ResultCountShape(string Kind, string Class, string? Cause, int Count);

[JsonSerializable(typeof(ApiPage<CampaignShape>))]
[JsonSerializable(typeof(CampaignResultShape))]
[JsonSerializable(typeof(RejudgementShape))]
[JsonSerializable(typeof(CampaignBody))]
[JsonSerializable(typeof(StandingBody))]
[JsonSerializable(typeof(PriorityBody))]
internal sealed partial class CampaignJson : JsonSerializerContext;

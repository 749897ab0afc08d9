using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Measurement.Schedules;
using Sextant.Programme.People;

namespace Sextant.Web.Api.Areas.Measuring;

/// <summary>Schedules, of which campaigns come again and again.</summary>
internal sealed class ScheduleApi : IApiArea
{
    private const string Reads = "schedules.read";
    private const string One = "/schedules/{id}";

    public string Id => "schedules";

    public IJsonTypeInfoResolver Shapes => ScheduleJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("schedules.list", "/schedules", Right.ReadPublished, async call =>
            call.PageOf(await call.Parts.Measured.Schedules.ListAsync(call.Cancellation).ConfigureAwait(false), one => one.Id, one => Of(call, one))) with { Query = Ways.Page },
        Ways.Get(Reads, One, Right.ReadPublished, async call => await FindAsync(call).ConfigureAwait(false) is { } found ? Of(call, found) : null),
        Ways.New<ScheduleBody>("schedules.make", "/schedules", Right.RunCampaigns, Reads, (call, body) => CampaignApi.LookedAgainAsync(call, ApiCall.MadeAsync("id", () => call.Parts.Campaigning.ScheduleAsync(
            CampaignApi.OrderOf(new CampaignBody(body.Name, body.What, body.Kinds, body.Names)), body.Cron, call.Viewer, call.Cancellation)))) with { MostBytes = CampaignApi.OrderBytes },
        Ways.Post<CronBody>("schedules.retime", One + "/time", Right.RunCampaigns, Reads, (call, body) =>
            DoAsync(call, () => call.Parts.Campaigning.RetimeAsync(call.Value("id"), body.Cron, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<StandingBody>("schedules.stand", One + "/standing", Right.RunCampaigns, Reads, (call, body) =>
            DoAsync(call, () => call.Parts.Campaigning.StandAsync(call.Value("id"), CampaignApi.StandingOf(body.Standing), call.Viewer, call.Cancellation))),
        Ways.Post<PriorityBody>("schedules.priority", One + "/priority", Right.RunCampaigns, Reads, (call, body) =>
            DoAsync(call, () => call.Parts.Campaigning.PrioritiseAsync(call.Value("id"), body.Priority, call.Viewer, call.Cancellation))),
    ];

    private static ScheduleShape Of(ApiCall call, Schedule one) => new(
        one.Id, one.Name, one.Rule.Description, one.Profile, one.Vantages, one.Cron.Text, one.Zone.Id, TargetApi.Word(one.Standing), one.Terms.Priority, one.Next(call.Parts.Clock.GetUtcNow()), one.LastCampaign);

    private static async Task<ApiPlace?> DoAsync(ApiCall call, Func<Task> work) =>
        await FindAsync(call).ConfigureAwait(false) is null ? null : await CampaignApi.LookedAgainAsync(call, ApiCall.DoneAsync(work)).ConfigureAwait(false);

    private static async Task<Schedule?> FindAsync(ApiCall call) =>
        call.Value("id") is { Length: <= 64 } id ? await call.Parts.Measured.Schedules.FindAsync(id, call.Cancellation).ConfigureAwait(false) : null;
}

/// <summary>A schedule: what is measured, in words; when, by which clock; and when next, nothing while it rests or has ended.</summary>
public sealed record ScheduleShape(
    string Id, string Name, string Targets, string Profile, IReadOnlyList<string> Vantages, string Cron, string Zone, string Standing, int Priority, DateTimeOffset? Next, string? LastCampaign);

/// <summary>A schedule to make: <c>what</c> is <c>register</c> or <c>names</c>; <c>cron</c> has five fields, or is <c>@daily</c> and its like, by the country's clock.</summary>
public sealed record ScheduleBody(string Name, string What, string Cron, IReadOnlyList<string>? Kinds = null, IReadOnlyList<string>? Names = null);

/// <summary>Another rule of time.</summary>
public sealed record CronBody(string Cron);

[JsonSerializable(typeof(ApiPage<ScheduleShape>))]
[JsonSerializable(typeof(ScheduleShape))]
[JsonSerializable(typeof(ScheduleBody))]
[JsonSerializable(typeof(CronBody))]
[JsonSerializable(typeof(StandingBody))]
[JsonSerializable(typeof(PriorityBody))]
internal sealed partial class ScheduleJson : JsonSerializerContext;

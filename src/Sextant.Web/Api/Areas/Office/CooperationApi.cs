using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Cooperation;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Office;

/// <summary>Partners abroad and in the press with what each side owes, and what units report of their own communication.</summary>
internal sealed class CooperationApi : IApiArea
{
    private const string One = "/partners/{id}";
    private const string Reads = "partners.read";

    public string Id => "cooperation";

    public IJsonTypeInfoResolver Shapes => CooperationJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("partners.list", "/partners", Right.ReadPublished, async call => call.PageOf(await AllAsync(call).ConfigureAwait(false), one => one.Id, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadPublished, async call => (await AllAsync(call).ConfigureAwait(false)).FirstOrDefault(one => one.Id == call.Value("id")) is { } one ? Of(one) : null) with { Query = Ways.Day },
        Ways.New<PartnerBody>("partners.begin", "/partners", Right.WriteCooperation, Reads, (call, body) =>
            ApiCall.MadeAsync("id", () => call.Parts.CooperationEditing.RecordAsync(Draft(null, body), call.Viewer, call.Cancellation))),
        Ways.Put<PartnerBody>("partners.write", One, Right.WriteCooperation, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.CooperationEditing.RecordAsync(Draft(call.Value("id"), body), call.Viewer, call.Cancellation))),
        Ways.New<DutyBody>("partners.duty", One + "/duties", Right.WriteCooperation, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.CooperationEditing.PutDutyAsync(call.Value("id"), new DutyDraft(body.Side, body.Text, body.Due, body.Met, body.Position), call.Viewer, call.Cancellation))),
        Ways.New<ActivityBody>("partners.activity", One + "/activities", Right.WriteCooperation, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.CooperationEditing.PutActivityAsync(Draft(call.Value("id"), null, body), call.Viewer, call.Cancellation))),
        Ways.Gone("partners.withdraw", One + "/withdrawal", Right.WriteCooperation, Reads, (call, reason) =>
            call.Parts.CooperationEditing.WithdrawAsync(call.Value("id"), null, 0, reason, call.Viewer, call.Cancellation)),
        Ways.Post<PartnerPartEnd>("partners.withdraw-part", One + "/parts/withdrawal", Right.WriteCooperation, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.CooperationEditing.WithdrawAsync(call.Value("id"), body.Part, body.Position, body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Get("activities.list", "/activities", Right.ReadPublished, async call => call.PageOf(
            await call.Parts.Cooperation.OfUnitsAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Key, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get("activities.unit", "/organisations/{slug}/activities", Right.ReadPublished, async call => call.PageOf(
            (await call.Parts.Cooperation.OfUnitsAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false)).Where(one => one.Organisation?.Slug == call.Value("slug")),
            one => one.Key, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.New<ActivityBody>("activities.report", "/organisations/{slug}/activities", Right.ReportCommunication, "activities.unit", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.CooperationEditing.PutActivityAsync(Draft(null, call.Value("slug"), body), call.Viewer, call.Cancellation))) with { Scope = "slug" },
        Ways.Post<ActivityEnd>("activities.withdraw", "/organisations/{slug}/activities/withdrawal", Right.ReportCommunication, "activities.unit", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.CooperationEditing.WithdrawReportAsync(call.Value("slug"), body.Position, body.Reason, call.Viewer, call.Cancellation))) with { Scope = "slug", NeedsMatch = true },
    ];

    private static async Task<IReadOnlyList<PartnerView>> AllAsync(ApiCall call) =>
        await call.Parts.Cooperation.PartnersAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);

    private static PartnerDraft Draft(string? id, PartnerBody body) => new(id, body.Kind, body.Name, body.Seat, body.Agreement, body.Document, body.Starts, body.Ends);

    private static ActivityDraft Draft(string? partner, string? organisation, ActivityBody body) => new(partner, organisation, body.Kind, body.Date, body.Title, body.Result, body.Link, body.Position);

    private static PartnerShape Of(PartnerView one) => new(
        one.Id, one.Kind, one.Name, one.Seat, one.Agreement, one.Document?.Id, one.Starts, one.Ends,
        [.. one.Duties.Select(duty => new DutyShape(duty.Position, duty.Side, duty.Text, duty.Due, duty.Met, duty.IsLate))], [.. one.Activities.Select(Of)]);

    private static ActivityShape Of(ActivityView one) => new(one.Position, one.Organisation?.Slug, one.Organisation?.Name, one.Kind, one.Date, one.Title, one.Result, one.Link);
}

/// <summary>A partner with what each side owes and what was done.</summary>
public sealed record PartnerShape(
    string Id, string Kind, string Name, string? Seat, string? Agreement, string? Document, DateOnly? Starts, DateOnly? Ends, IReadOnlyList<DutyShape> Duties, IReadOnlyList<ActivityShape> Activities);

/// <summary>What a side owes, by when, and when it was met.</summary>
public sealed record DutyShape(int Position, string Side, string Text, DateOnly? Due, DateOnly? Met, bool Late);

/// <summary>An activity: with a partner, or of an organisation.</summary>
public sealed record ActivityShape(int Position, string? Organisation, LocalText? OrganisationName, string Kind, DateOnly Date, string Title, string? Result, string? Link);

/// <summary>A partner to write.</summary>
public sealed record PartnerBody(
    [property: OneOf(typeof(CooperationWords), nameof(CooperationWords.Kinds))] string Kind, string Name, string? Seat = null, string? Agreement = null, string? Document = null, DateOnly? Starts = null, DateOnly? Ends = null);

/// <summary>What a side owes, to enter or with a position to change.</summary>
public sealed record DutyBody([property: OneOf(typeof(CooperationWords), nameof(CooperationWords.Sides))] string Side, string Text, DateOnly? Due = null, DateOnly? Met = null, int? Position = null);

/// <summary>An activity to enter, or with a position to change. What has a result has happened.</summary>
public sealed record ActivityBody([property: OneOf(typeof(CooperationWords), nameof(CooperationWords.Activities))] string Kind, DateOnly Date, string Title, string? Result = null, string? Link = null, int? Position = null);

/// <summary>A <c>duty</c> or an <c>activity</c> that was written down by mistake.</summary>
public sealed record PartnerPartEnd(string Part, int Position, string Reason);

/// <summary>What a unit reported by mistake.</summary>
public sealed record ActivityEnd(int Position, string Reason);

[JsonSerializable(typeof(ApiPage<PartnerShape>))]
[JsonSerializable(typeof(ApiPage<ActivityShape>))]
[JsonSerializable(typeof(PartnerBody))]
[JsonSerializable(typeof(DutyBody))]
[JsonSerializable(typeof(ActivityBody))]
[JsonSerializable(typeof(PartnerPartEnd))]
[JsonSerializable(typeof(ActivityEnd))]
internal sealed partial class CooperationJson : JsonSerializerContext;

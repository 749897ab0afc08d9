using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Web.Api.Areas;

/// <summary>Yearly plans on their way from draft to issued.</summary>
internal sealed class PlanApi : IApiArea
{
    public string Id => "plans";

    public IJsonTypeInfoResolver Shapes => PlanJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("plans.list", "/plans", Right.ReadPublished, async call => call.PageOf(await PlansAsync(call).ConfigureAwait(false), one => one.Id, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get("plans.read", "/plans/{id}", Right.ReadPublished, ReadAsync) with { Query = Ways.Day },
        Ways.New<NewPlan>("plans.begin", "/plans", Right.WritePlans, "plans.read", (call, body) =>
            ApiCall.MadeAsync("id", () => body.From is { } other
                ? call.Parts.PlanEditing.CopyAsync(other, body.Year, body.Title, call.Viewer, call.Cancellation)
                : call.Parts.PlanEditing.RecordAsync(new PlanDraft(null, body.Year, body.Title), call.Viewer, call.Cancellation))),
        Ways.Put<PlanBody>("plans.write", "/plans/{id}", Right.WritePlans, "plans.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.PlanEditing.RecordAsync(new PlanDraft(call.Value("id"), body.Year, body.Title), call.Viewer, call.Cancellation))),
        Ways.New<NewTask>("plans.task", "/plans/{id}/tasks", Right.WritePlans, "plans.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.TaskEditing.PutAsync(call.Value("id"), Draft(body), call.Viewer, body.Reason, call.Cancellation))),
        Ways.Gone("plans.withdraw", "/plans/{id}/withdrawal", Right.WritePlans, "plans.read", (call, reason) => call.Parts.PlanEditing.WithdrawAsync(call.Value("id"), reason, call.Viewer, call.Cancellation)),
        Ways.Act("plans.submit", "/plans/{id}/submission", Right.WritePlans, "plans.read", call => StepAsync(call, PlanStep.Submit, null, null)) with { NeedsMatch = true },
        Ways.Post<Review>("plans.review", "/plans/{id}/review", Right.ApprovePlans, "plans.read",
            (call, body) => StepAsync(call, body.Approved ? PlanStep.Approve : PlanStep.Return, body.Reason, null)) with { NeedsMatch = true },
        Ways.Post<PlanIssue>("plans.issue", "/plans/{id}/issue", Right.WritePlans, "plans.read", (call, body) => StepAsync(call, PlanStep.Issue, null, body.Decision)) with { NeedsMatch = true },
    ];

    /// <summary>Whether who asks sees plans that are not issued yet.</summary>
    internal static bool SeesDrafts(ApiCall call) => call.Has(Right.WritePlans) || call.Has(Right.ApprovePlans);

    internal static TaskDraft Draft(NewTask body) => new()
    {
        Number = body.Number, Text = body.Text, WorkGroup = body.WorkGroup, Product = body.Product, Lead = body.Lead, LeadText = body.LeadText, With = body.With ?? [], WithText = body.WithText ?? [], Due = body.Due, DueBy = body.DueBy,
        Direction = body.Conclusion,
    };

    private static async Task<IReadOnlyList<PlanLine>> PlansAsync(ApiCall call) =>
        await call.Parts.Tasks.PlansAsync(await call.AsOfAsync().ConfigureAwait(false), SeesDrafts(call), call.Cancellation).ConfigureAwait(false);

    private static async Task<PlanShape?> ReadAsync(ApiCall call)
    {
        string id = call.Value("id");
        if ((await PlansAsync(call).ConfigureAwait(false)).FirstOrDefault(plan => plan.Id == id) is not { } found)
        {
            return null;
        }

        IReadOnlyList<TaskView> tasks = await call.Parts.Tasks.ListAsync(new TaskFilter { Plan = id, Drafts = SeesDrafts(call) }, await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);
        return new PlanShape(Of(found), [.. tasks.Select(TaskApi.Of)], SeesDrafts(call) ? await call.Parts.Tasks.GivenBackAsync(found, await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false) : null);
    }

    private static Task<ApiPlace?> StepAsync(ApiCall call, PlanStep step, string? reason, string? decision) =>
        ApiCall.DoneAsync(() => call.Parts.PlanEditing.StepAsync(call.Value("id"), step, call.Viewer, reason, decision, call.Cancellation));

    private static PlanLineShape Of(PlanLine plan) => new(plan.Id, plan.Year, plan.Title, plan.State, plan.TaskCount, plan.Decision?.Id, plan.Issued, plan.Source, plan.Note);
}

/// <summary>A plan: <c>draft</c>, <c>submitted</c>, <c>returned</c>, <c>approved</c> or <c>issued</c>. Its tasks are counted as stated, or as written down.</summary>
public sealed record PlanLineShape(string Id, int Year, string Title, string State, int TaskCount, string? Decision, DateOnly? Issued, string? Source, LocalText? Note);

/// <summary>A plan with its tasks; of one that was given back also why.</summary>
public sealed record PlanShape(PlanLineShape Plan, IReadOnlyList<TaskShape> Tasks, string? Answer = null);

/// <summary>A plan to begin: empty, or with the tasks of the plan that <c>from</c> names, their deadlines moved by the years between.</summary>
public sealed record NewPlan(int Year, string Title, string? From = null);

/// <summary>A plan as it is to be from now on, as long as it is open.</summary>
public sealed record PlanBody(int Year, string Title);

/// <summary>A task to write: the lead is an organisation's slug or words; the last day lies within the month, quarter or year that <c>dueBy</c> names. With the number of a task that one is written anew; where its plan is issued and nobody knew its text, with a reason.</summary>
public sealed record NewTask(
    string Text, int? WorkGroup = null, string? Product = null, string? Lead = null, string? LeadText = null, IReadOnlyList<string>? With = null, IReadOnlyList<string>? WithText = null, DateOnly? Due = null,
    [property: OneOf(typeof(TaskWords), nameof(TaskWords.DueKinds))] string? DueBy = null, string? Conclusion = null, int? Number = null, string? Reason = null);

/// <summary>Approved, or given back with a reason.</summary>
public sealed record Review(bool Approved, string? Reason = null);

/// <summary>The document by which a plan is issued: its id, or a number that it alone bears.</summary>
public sealed record PlanIssue(string Decision);

[JsonSerializable(typeof(ApiPage<PlanLineShape>))]
[JsonSerializable(typeof(PlanShape))]
[JsonSerializable(typeof(NewPlan))]
[JsonSerializable(typeof(PlanBody))]
[JsonSerializable(typeof(NewTask))]
[JsonSerializable(typeof(Review))]
[JsonSerializable(typeof(PlanIssue))]
internal sealed partial class PlanJson : JsonSerializerContext;

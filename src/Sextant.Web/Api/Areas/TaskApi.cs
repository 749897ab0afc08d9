using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Web.Api.Areas;

/// <summary>Tasks: how they stand, what is reported, and more time for them.</summary>
internal sealed class TaskApi : IApiArea
{
    private const string One = "/tasks/{owner}/{number:int}";

    public string Id => "tasks";

    public IJsonTypeInfoResolver Shapes => TaskJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("tasks.list", "/tasks", Right.ReadPublished, ListAsync) with
        {
            Query =
            [
                .. Ways.Day, new("plan"), new("organisation"), new("work-group", "integer", Least: 1, Most: 99), new("due-year", "integer", Least: 1990, Most: 2200),
                new("progress", Words: [.. Enum.GetValues<TaskProgress>().Select(TargetApi.Word)]), new("search"), .. Ways.Page,
            ],
        },
        Ways.Get("tasks.read", One, Right.ReadPublished, async call => await call.Parts.Tasks.FindAsync(
            KeyOf(call), await call.AsOfAsync().ConfigureAwait(false), PlanApi.SeesDrafts(call), call.Cancellation).ConfigureAwait(false) is { } task ? Of(task) : null) with { Query = Ways.Day },
        Ways.Put<NewTask>("tasks.write", One, Right.WritePlans, "tasks.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.TaskEditing.RewriteAsync(KeyOf(call), PlanApi.Draft(body), call.Viewer, body.Reason, call.Cancellation))),
        Ways.Gone("tasks.remove", One + "/withdrawal", Right.WritePlans, "tasks.read", (call, reason) => call.Parts.TaskEditing.TakeOutAsync(KeyOf(call), reason, call.Viewer, call.Cancellation)),
        Ways.Get("tasks.escalation", "/task-escalation", Right.WritePlans, async call =>
            await call.Parts.Escalations.RuleAsync(call.Cancellation).ConfigureAwait(false) is var rule ? new EscalationRuleShape(rule.OfficeAfter, rule.HeadAfter, rule.Head) : null),
        Ways.Put<EscalationRuleShape>("tasks.settle-escalation", "/task-escalation", Right.WritePlans, "tasks.escalation", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Escalations.SettleAsync(new EscalationRule(body.OfficeAfter, body.HeadAfter, body.Head), call.Viewer, call.Cancellation))),
        Ways.New<NewReport>("tasks.report", One + "/reports", Right.ReportTasks, "tasks.read", async (call, body) =>
        {
            var draft = new ReportDraft(body.Date ?? await call.TodayAsync().ConfigureAwait(false), body.Percent, body.Text, body.Done, body.ProofKind, body.ProofReference);
            return await ApiCall.DoneAsync(() => call.Parts.TaskEditing.ReportAsync(KeyOf(call), draft, call.Viewer, call.Cancellation)).ConfigureAwait(false);
        }),
        Ways.Upload("tasks.attach", One + "/reports/{position:int}/files", Right.ReportTasks, "tasks.read", call => ApiCall.DoneAsync(async () =>
        {
            await call.Parts.TaskEditing.MayReportAsync(KeyOf(call), false, call.Viewer, call.Cancellation).ConfigureAwait(false);
            SentFile file = await call.Parts.Vault.LookAsync(call.Query("file-name"), new MemoryStream(call.Content), call.Cancellation).ConfigureAwait(false);
            await call.Parts.TaskEditing.AttachAsync(KeyOf(call), call.Number("position"), file, call.Viewer, call.Cancellation).ConfigureAwait(false);
        })),
        Ways.Gone("tasks.detach", One + "/reports/{position:int}/files/{sha256}/withdrawal", Right.ReportTasks, "tasks.read", (call, reason) =>
            call.Parts.TaskEditing.DetachAsync(KeyOf(call), call.Number("position"), call.Value("sha256"), reason, call.Viewer, call.Cancellation)),
        Ways.File("tasks.file", One + "/files/{sha256}", Right.ReadTaskFiles, [ApiRoute.FileType], async call => await call.Parts.TaskFiles.FindAsync(
            KeyOf(call), call.Value("sha256"), await call.AsOfAsync().ConfigureAwait(false), call.Viewer, call.Cancellation).ConfigureAwait(false) is { } file ? await ApiFile.OfAsync(call, file).ConfigureAwait(false) : null),
        Ways.New<NewExtension>("tasks.extend", One + "/extensions", Right.ReportTasks, "tasks.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.TaskEditing.AskExtensionAsync(KeyOf(call), body.Wanted, body.Reason, call.Viewer, call.Cancellation))),
        Ways.Post<ExtensionAnswer>("tasks.answer-extension", One + "/extensions/{position:int}", Right.WritePlans, "tasks.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.TaskEditing.AnswerExtensionAsync(KeyOf(call), call.Number("position"), new ExtensionVerdict(body.Granted, body.Reason, body.Day), call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Get("tasks.leaderless", "/tasks-without-lead", Right.WritePlans, async call => call.PageOf(
            await call.Parts.HandOvers.ListAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Task.Key,
            one => new LeaderlessShape(Of(one.Task), one.Successors))) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Post<NewLead>("tasks.hand-on", One + "/lead", Right.WritePlans, "tasks.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.HandOvers.HandOnAsync(KeyOf(call), body.Lead, body.Reason, call.Viewer, body.Day, call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<NewCancellation>("tasks.cancel", One + "/cancellation", Right.WritePlans, "tasks.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.TaskEditing.CancelAsync(KeyOf(call), body.Reason, call.Viewer, body.Day, call.Cancellation))) with { NeedsMatch = true },
    ];

    internal static TaskShape Of(TaskView task) => new(
        task.Key, task.Number, task.Plan, task.Direction, task.WorkGroup, task.Text, task.Product, Of(task.Lead), [.. task.With.Select(unit => Of(unit)!)], task.Due, task.DueBy, TargetApi.Word(task.Progress),
        task.Percent, task.DaysLate, TargetApi.Word(task.Escalation),
        [.. task.Reports.Select(one => new ReportShape(one.Position, one.Date, one.Percent, one.Text, one.Done, one.ProofKind, one.ProofReference, [.. one.Files.Select(file => new FileShape(file.Sha256, file.Name, file.Type, file.Bytes))]))],
        [.. task.Extensions.Select(one => new ExtensionShape(one.Position, one.Was, one.Wanted, one.Text, one.State, one.Answer, one.Answered))],
        [.. task.Escalations.Select(one => new EscalationShape(one.Level, one.Due, one.Raised, one.Ended, one.Outcome))], task.Cancelled, task.Source);

    private static UnitShape? Of(TaskUnit? unit) => unit is null ? null : new UnitShape(unit.Slug, unit.Name);

    private static string KeyOf(ApiCall call) => string.Create(CultureInfo.InvariantCulture, $"{call.Value("owner")}/{call.Number("number")}");

    private static async Task<ApiPage<TaskShape>?> ListAsync(ApiCall call)
    {
        var filter = new TaskFilter
        {
            Plan = call.Query("plan"), Organisation = call.Query("organisation"), WorkGroup = call.QueryNumber("work-group"), DueYear = call.QueryNumber("due-year"), Search = call.Query("search"),
            Progress = call.Query("progress") is { } word ? Enum.GetValues<TaskProgress>().First(one => TargetApi.Word(one) == word) : null, Drafts = PlanApi.SeesDrafts(call),
        };
        AsOf asOf = await call.AsOfAsync().ConfigureAwait(false);
        return await call.PageOfKeysAsync(
            part => call.Parts.Tasks.PageAsync(filter, part, asOf, call.Cancellation), tasks => Task.FromResult<IReadOnlyList<TaskShape>>([.. tasks.Select(Of)])).ConfigureAwait(false);
    }
}

/// <summary>A task as it stands on the day; <c>cancelled</c> is the day from which on it is no longer to be done. Without text: a source counts it and does not say what it is.</summary>
public sealed record TaskShape(
    string Key, int Number, string? Plan, string? Conclusion, int? WorkGroup, string? Text, string? Product, UnitShape? Lead, IReadOnlyList<UnitShape> With, DateOnly? Due, string? DueBy, string Progress,
    [property: Unit("%")] int? Percent, [property: Unit("days")] int DaysLate, string Escalation, IReadOnlyList<ReportShape> Reports, IReadOnlyList<ExtensionShape> Extensions,
    IReadOnlyList<EscalationShape> Escalations, DateOnly? Cancelled, string? Source);

/// <summary>An organisation, or without a slug a class of units in the plan's words.</summary>
public sealed record UnitShape(string? Slug, LocalText Name);

/// <summary>A report of progress.</summary>
public sealed record ReportShape(int Position, DateOnly Date, [property: Unit("%")] int? Percent, string Text, bool Done, string? ProofKind, string? ProofReference, IReadOnlyList<FileShape> Files);

/// <summary>More time that was asked for: <c>asked</c>, <c>granted</c> or <c>refused</c>, from the day <c>answered</c> on.</summary>
public sealed record ExtensionShape(int Position, DateOnly? Was, DateOnly Wanted, string Reason, string State, string? Answer, DateOnly? Answered);

/// <summary>A step that a late task went up: to the <c>unit</c>, the <c>office</c> or the <c>head</c> of the task force; ended as <c>done</c>, <c>cancelled</c> or <c>extended</c>.</summary>
public sealed record EscalationShape(string Level, DateOnly Due, DateOnly Raised, DateOnly? Ended, string? Outcome);

/// <summary>Days late after which tasks go to the office and to the head, and the key of the person who is it.</summary>
public sealed record EscalationRuleShape([property: Unit("days")] int OfficeAfter, [property: Unit("days")] int HeadAfter, string? Head = null);

/// <summary>Progress to report; of today where no day is given.</summary>
public sealed record NewReport(string Text, DateOnly? Date = null, [property: Unit("%")] int? Percent = null, bool Done = false, string? ProofKind = null, string? ProofReference = null);

/// <summary>More time to ask for.</summary>
public sealed record NewExtension(DateOnly Wanted, string Reason);

/// <summary>More time granted or refused, by a decision of the day; of today where none is given.</summary>
public sealed record ExtensionAnswer(bool Granted, string Reason, DateOnly? Day = null);

/// <summary>Why a task is no longer to be done, and from which day on; from today where none is given.</summary>
public sealed record NewCancellation(string Reason, DateOnly? Day = null);

/// <summary>A task whose lead has ended without one successor, and the slugs of those that it has.</summary>
public sealed record LeaderlessShape(TaskShape Task, IReadOnlyList<string> Successors);

/// <summary>The slug of the unit that is to lead a task, why, and from which day on; from today where none is given.</summary>
public sealed record NewLead(string Lead, string Reason, DateOnly? Day = null);

[JsonSerializable(typeof(ApiPage<TaskShape>))]
[JsonSerializable(typeof(ApiPage<LeaderlessShape>))]
[JsonSerializable(typeof(NewLead))]
[JsonSerializable(typeof(EscalationRuleShape))]
[JsonSerializable(typeof(NewReport))]
[JsonSerializable(typeof(NewExtension))]
[JsonSerializable(typeof(ExtensionAnswer))]
[JsonSerializable(typeof(NewCancellation))]
internal sealed partial class TaskJson : JsonSerializerContext;

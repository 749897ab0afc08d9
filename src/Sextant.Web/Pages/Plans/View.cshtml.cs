using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Documents;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Plans;

/// <summary>One plan: its decision, and its tasks by group of work.</summary>
public sealed class ViewModel : EditingPage
{
    /// <summary>Documents offered to be named; more are found by typing a number. 200: what a list can be looked through.</summary>
    private const int MostOffered = 200;

    public PlanLine Plan { get; private set; } = null!;

    public IReadOnlyList<TaskView> Tasks { get; private set; } = [];

    public IReadOnlyList<WorkGroupView> Groups { get; private set; } = [];

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    /// <summary>The groups in order with their tasks; last those whose group nobody knows.</summary>
    public IEnumerable<(WorkGroupView? Group, TaskView[] Tasks)> ByGroup =>
        Groups.Select(group => ((WorkGroupView?)group, Tasks.Where(task => task.WorkGroup == group.Number).ToArray()))
            .Append((null, [.. Tasks.Where(task => Groups.All(group => group.Number != task.WorkGroup))]));

    /// <summary>Steps that who asks may take.</summary>
    public IReadOnlyList<PlanStep> Steps => PlanSteps.Of(Plan.State, Viewer);

    /// <summary>Whether the decision is wanted next, and who asks may write one down.</summary>
    public bool Decides => Steps.Contains(PlanStep.Issue) && Viewer.Has(Right.WriteDocuments);

    /// <summary>Whether tasks can be written here, by who asks.</summary>
    public bool Writes => PlanSteps.IsOpen(Plan.State) && Viewer.Has(Right.WritePlans);

    /// <summary>Why it was given back, for who mends it.</summary>
    public string? GivenBack { get; private set; }

    /// <summary>Units that may lead or work along.</summary>
    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    /// <summary>Documents that may be the decision.</summary>
    public IReadOnlyList<DocumentLine> Decisions { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    /// <summary>Hands in, or issues.</summary>
    public Task<IActionResult> OnPostWriteAsync(string id, [FromForm] string? step, [FromForm] string? decision, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.PlanEditing.StepAsync(id, step == "issue" ? PlanStep.Issue : PlanStep.Submit, Viewer, null, Typed(decision), cancellation), cancellation);

    /// <summary>Approves, or gives back.</summary>
    public Task<IActionResult> OnPostReviewAsync(string id, [FromForm] string? step, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.PlanEditing.StepAsync(id, step == "approve" ? PlanStep.Approve : PlanStep.Return, Viewer, reason, null, cancellation), cancellation);

    /// <summary>Corrects year and title.</summary>
    public Task<IActionResult> OnPostRecordAsync(string id, [FromForm] int year, [FromForm] string? title, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.PlanEditing.RecordAsync(new PlanDraft(id, year, title ?? ""), Viewer, cancellation), cancellation);

    /// <summary>Takes the plan back that was begun by mistake.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(string id, [FromForm] string? reason, CancellationToken cancellation) =>
        await ChangeAsync(() => Parts.PlanEditing.WithdrawAsync(id, reason ?? "", Viewer, cancellation), "/plans", () => ShowAsync(id, cancellation)).ConfigureAwait(false);

    /// <summary>Writes a task.</summary>
    public Task<IActionResult> OnPostTaskAsync(string id, [FromForm] TaskForm form, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.TaskEditing.PutAsync(id, form.Draft(DayOf(form.Due)), Viewer, null, cancellation), cancellation);

    private async Task<IActionResult> DoAsync(string id, Func<Task> work, CancellationToken cancellation) =>
        await ChangeAsync(work, "/plans/" + id, () => ShowAsync(id, cancellation)).ConfigureAwait(false);

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if ((await Parts.Tasks.PlansAsync(AsOf, drafts: SeesDrafts, cancellation).ConfigureAwait(false)).FirstOrDefault(plan => plan.Id == id) is not { } found)
        {
            return NotFound();
        }

        Plan = found;
        GivenBack = SeesDrafts ? await Parts.Tasks.GivenBackAsync(found, AsOf, cancellation).ConfigureAwait(false) : null;
        Tasks = await Parts.Tasks.ListAsync(new TaskFilter { Plan = id, Drafts = SeesDrafts }, AsOf, cancellation).ConfigureAwait(false);
        Groups = await Parts.Plans.WorkGroupsAsync(AsOf, cancellation).ConfigureAwait(false);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        Decisions = Steps.Contains(PlanStep.Issue) ? (await Parts.Documents.ListAsync(new DocumentFilter { Most = MostOffered }, AsOf, cancellation).ConfigureAwait(false)).Lines : [];
        Units = Writes ? await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false) : [];
        return Page();
    }
}

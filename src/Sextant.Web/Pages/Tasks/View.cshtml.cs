using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Documents;
using Sextant.Programme.Meetings;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;
using Sextant.Web.Pages.Plans;

namespace Sextant.Web.Pages.Tasks;

/// <summary>One task: what is to be done by whom until when, what was reported, and what it follows from.</summary>
public sealed class ViewModel : EditingPage
{
    public TaskView Task { get; private set; } = null!;

    public PlanLine? Plan { get; private set; }

    /// <summary>The conclusion that it carries out, with its meeting.</summary>
    public (MeetingView Meeting, DirectionView Direction)? From { get; private set; }

    public WorkGroupView? Group { get; private set; }

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    /// <summary>Whether who asks may report on some task; whether on this one is settled when it is done.</summary>
    public bool Reports => Viewer.Has(Right.ReportTasks) && Task.Progress is not (TaskProgress.Done or TaskProgress.Cancelled);

    public bool Decides => Viewer.Has(Right.WritePlans) && Task.Progress is not (TaskProgress.Done or TaskProgress.Cancelled);

    /// <summary>The day by which a decision was made that is entered now.</summary>
    public DateOnly Today => Header.Calendar.Today(Parts.Clock);

    /// <summary>Whether its plan is still open: then it is corrected and taken out, and not cancelled.</summary>
    public bool InOpenPlan => Plan is { } plan && PlanSteps.IsOpen(plan.State);

    /// <summary>Whether who asks may write it anew: while its plan is open, and afterwards where nobody knew its text; one of no plan as long as it goes on.</summary>
    public bool Writes => Viewer.Has(Right.WritePlans) && (InOpenPlan || (Plan is { State: "issued" } && Task.Text is null) || (Task.Plan is null && Decides));

    /// <summary>Slugs of who came after its lead, which has ended without one heir; null: somebody leads it.</summary>
    public IReadOnlyList<string>? Successors { get; private set; }

    /// <summary>Whether who asks may hand it on to another lead.</summary>
    public bool HandsOn => Decides && !InOpenPlan;

    /// <summary>Groups of work, and units that may lead or work along.</summary>
    public (IReadOnlyList<WorkGroupView> Groups, IReadOnlyList<OrganisationLine> Units) Choices { get; private set; } = ([], []);

    /// <summary>Documents offered as evidence; more are found by typing a number. 200: what a list can be looked through.</summary>
    private const int MostOffered = 200;

    /// <summary>Documents that may be named as evidence.</summary>
    public IReadOnlyList<DocumentLine> Known { get; private set; } = [];

    /// <summary>Whether who asks may read the files of its reports.</summary>
    public bool ReadsFiles { get; private set; }

    /// <summary>Whether who asks may take some of them back: units as long as the task goes on.</summary>
    public bool TakesFilesBack => ReadsFiles && (Reports || Viewer.Has(Right.ReportTasks, new HashSet<string>()));

    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);

    /// <summary>What a successor of its lead is called.</summary>
    public string UnitName(string slug) => _units.GetValueOrDefault(slug, slug);

    /// <summary>What a document that is named as evidence is called.</summary>
    public string NameOf(string document) => _named.GetValueOrDefault(document, document);

    public Task<IActionResult> OnGetAsync(string owner, int number, CancellationToken cancellation) => ShowAsync(owner, number, cancellation);

    public Task<IActionResult> OnPostReportAsync(string owner, int number, [FromForm] ReportForm form, CancellationToken cancellation) =>
        DoAsync(
            owner,
            number,
            async key =>
            {
                // What can be refused without the file is refused before it is read, above all who may not report.
                ReportDraft draft = form.Draft(DayOf(form.Date) ?? Header.Calendar.Today(Parts.Clock));
                if (form.File is { } sent)
                {
                    await Parts.TaskEditing.MayReportAsync(key, draft.Done, Viewer, cancellation).ConfigureAwait(false);
                    await using Stream content = sent.OpenReadStream();
                    draft = draft with { File = await Parts.Vault.LookAsync(sent.FileName, content, cancellation).ConfigureAwait(false) };
                }

                await Parts.TaskEditing.ReportAsync(key, draft, Viewer, cancellation).ConfigureAwait(false);
            },
            cancellation);

    /// <summary>Takes a file of a report back.</summary>
    public Task<IActionResult> OnPostDetachAsync(string owner, int number, [FromForm] int report, [FromForm] string? sha256, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(owner, number, key => Parts.TaskEditing.DetachAsync(key, report, sha256 ?? "", reason ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostExtendAsync(string owner, int number, [FromForm] string? wanted, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(owner, number, key => Parts.TaskEditing.AskExtensionAsync(key, DayOf(wanted) ?? throw new RefusedException("day"), reason ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostAnswerAsync(string owner, int number, [FromForm] int position, [FromForm] AnswerForm form, CancellationToken cancellation) =>
        DoAsync(owner, number, key => Parts.TaskEditing.AnswerExtensionAsync(key, position, new ExtensionVerdict(form.Granted, form.Reason ?? "", DayOf(form.Day)), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostCancelAsync(string owner, int number, [FromForm] string? reason, [FromForm] string? day, CancellationToken cancellation) =>
        DoAsync(owner, number, key => Parts.TaskEditing.CancelAsync(key, reason ?? "", Viewer, DayOf(day), cancellation), cancellation);

    /// <summary>Another unit leads it.</summary>
    public Task<IActionResult> OnPostHandOnAsync(string owner, int number, [FromForm] string? lead, [FromForm] string? reason, [FromForm] string? day, CancellationToken cancellation) =>
        DoAsync(owner, number, key => Parts.HandOvers.HandOnAsync(key, lead ?? "", reason ?? "", Viewer, DayOf(day), cancellation), cancellation);

    /// <summary>Writes it anew, as it is known now.</summary>
    public Task<IActionResult> OnPostWriteAsync(string owner, int number, [FromForm] TaskForm form, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(owner, number, key => Parts.TaskEditing.RewriteAsync(key, form.Draft(DayOf(form.Due)), Viewer, Typed(reason), cancellation), cancellation);

    /// <summary>Takes it out of its plan.</summary>
    public Task<IActionResult> OnPostOutAsync(string owner, int number, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(owner, number, key => Parts.TaskEditing.TakeOutAsync(key, reason ?? "", Viewer, cancellation), cancellation, "/plans/" + owner);

    private async Task<IActionResult> DoAsync(string owner, int number, Func<string, Task> work, CancellationToken cancellation, string? then = null)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        string key = string.Create(CultureInfo.InvariantCulture, $"{owner}/{number}");
        return await ChangeAsync(
            async () =>
            {
                await work(key).ConfigureAwait(false);
                return then ?? "/tasks/" + key;
            },
            () => ShowAsync(owner, number, cancellation)).ConfigureAwait(false);
    }

    private async Task<IActionResult> ShowAsync(string owner, int number, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        string key = string.Create(CultureInfo.InvariantCulture, $"{owner}/{number}");
        if (await Parts.Tasks.FindAsync(key, AsOf, drafts: SeesDrafts, cancellation).ConfigureAwait(false) is not { } task)
        {
            return NotFound();
        }

        Task = task;
        Plan = (await Parts.Tasks.PlansAsync(AsOf, drafts: SeesDrafts, cancellation).ConfigureAwait(false)).FirstOrDefault(plan => plan.Id == task.Plan);
        IReadOnlyList<WorkGroupView> groups = await Parts.Plans.WorkGroupsAsync(AsOf, cancellation).ConfigureAwait(false);
        Group = groups.FirstOrDefault(group => group.Number == task.WorkGroup);
        Successors = (await Parts.HandOvers.OfAsync([task], AsOf, cancellation).ConfigureAwait(false)).SingleOrDefault()?.Successors;
        if (Successors is { Count: > 0 })
        {
            foreach (OrganisationLine unit in (await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false)).Where(unit => Successors.Contains(unit.Slug, StringComparer.Ordinal)))
            {
                _units[unit.Slug] = unit.Name.In(Lang);
            }
        }

        Choices = Writes || HandsOn ? (groups, await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false)) : ([], []);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        Known = Reports ? (await Parts.Documents.ListAsync(new DocumentFilter { Most = MostOffered }, AsOf, cancellation).ConfigureAwait(false)).Lines : [];
        foreach (string id in task.Reports.Where(report => report.ProofKind == "document").Select(report => report.ProofReference).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            _named[id] = await Parts.Documents.FindAsync(id, AsOf, cancellation).ConfigureAwait(false) is { } document ? document.Line.Number ?? document.Line.Title : id;
        }

        ReadsFiles = task.Reports.Any(report => report.Files.Count > 0) && await Parts.TaskFiles.MayReadAsync(task, Viewer, cancellation).ConfigureAwait(false);
        if (task.Direction is { } direction && await Parts.Meetings.FindAsync(direction[..direction.LastIndexOf('/')], AsOf, cancellation).ConfigureAwait(false) is { } meeting
            && meeting.Directions.FirstOrDefault(one => one.Key == direction) is { } said)
        {
            From = (meeting, said);
        }

        return Page();
    }
}

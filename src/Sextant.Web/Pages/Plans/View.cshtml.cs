using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Plans;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Plans;

/// <summary>One plan: its decision, and its tasks by group of work.</summary>
public sealed class ViewModel : SextantPage
{
    public PlanLine Plan { get; private set; } = null!;

    public IReadOnlyList<TaskView> Tasks { get; private set; } = [];

    public IReadOnlyList<WorkGroupView> Groups { get; private set; } = [];

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    /// <summary>The groups in order with their tasks; last those whose group nobody knows.</summary>
    public IEnumerable<(WorkGroupView? Group, TaskView[] Tasks)> ByGroup =>
        Groups.Select(group => ((WorkGroupView?)group, Tasks.Where(task => task.WorkGroup == group.Number).ToArray()))
            .Append((null, [.. Tasks.Where(task => Groups.All(group => group.Number != task.WorkGroup))]));

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if ((await Parts.Tasks.PlansAsync(AsOf, drafts: false, cancellation).ConfigureAwait(false)).FirstOrDefault(plan => plan.Id == id) is not { } found)
        {
            return NotFound();
        }

        Plan = found;
        Tasks = await Parts.Tasks.ListAsync(new TaskFilter { Plan = id }, AsOf, cancellation).ConfigureAwait(false);
        Groups = await Parts.Plans.WorkGroupsAsync(AsOf, cancellation).ConfigureAwait(false);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

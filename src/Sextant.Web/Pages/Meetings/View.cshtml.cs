using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Meetings;
using Sextant.Programme.Plans;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Meetings;

/// <summary>One meeting: chair, form, sites, people, papers, and what was concluded, in the words of the source.</summary>
public sealed class ViewModel : SextantPage
{
    public MeetingView Meeting { get; private set; } = null!;

    public IReadOnlyDictionary<int, WorkGroupView> Groups { get; private set; } = new Dictionary<int, WorkGroupView>();

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    /// <summary>The tasks that carry out a conclusion.</summary>
    public ILookup<string, TaskView> Following { get; private set; } = Array.Empty<TaskView>().ToLookup(_ => "");

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Meetings.FindAsync(id, AsOf, cancellation).ConfigureAwait(false) is not { } meeting)
        {
            return NotFound();
        }

        Meeting = meeting;
        var filter = new TaskFilter { Directions = [.. meeting.Directions.Select(one => one.Key)] };
        Following = meeting.Directions.Count == 0 ? Following
            : (await Parts.Tasks.ListAsync(filter, AsOf, cancellation).ConfigureAwait(false)).ToLookup(task => task.Direction!, StringComparer.Ordinal);
        Groups = (await Parts.Plans.WorkGroupsAsync(AsOf, cancellation).ConfigureAwait(false)).ToDictionary(group => group.Number);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

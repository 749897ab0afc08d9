using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Meetings;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;
using Sextant.Web.Pages.Plans;

namespace Sextant.Web.Pages.Meetings;

/// <summary>One meeting: chair, form, sites, people, papers, and what was concluded, in the words of the source.</summary>
public sealed class ViewModel : EditingPage
{
    public MeetingView Meeting { get; private set; } = null!;

    public IReadOnlyDictionary<int, WorkGroupView> Groups { get; private set; } = new Dictionary<int, WorkGroupView>();

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    /// <summary>The tasks that carry out a conclusion.</summary>
    public ILookup<string, TaskView> Following { get; private set; } = Array.Empty<TaskView>().ToLookup(_ => "");

    /// <summary>Whether who asks may make tasks of conclusions.</summary>
    public bool Writes => Viewer.Has(Right.WritePlans);

    /// <summary>Units that may lead.</summary>
    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    /// <summary>Makes a task of a conclusion.</summary>
    public Task<IActionResult> OnPostFollowAsync(string id, [FromForm] int position, [FromForm] TaskForm form, CancellationToken cancellation) => ChangeAsync(
        async () => "/tasks/" + await Parts.TaskEditing.FollowAsync(string.Create(CultureInfo.InvariantCulture, $"{id}/{position}"), form.Draft(DayOf(form.Due)), Viewer, cancellation).ConfigureAwait(false),
        () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Meetings.FindAsync(id, SeenBy(Right.WriteMeetings), cancellation).ConfigureAwait(false) is not { } meeting)
        {
            return NotFound();
        }

        Meeting = meeting;
        var filter = new TaskFilter { Directions = [.. meeting.Directions.Select(one => one.Key)] };
        Following = meeting.Directions.Count == 0 ? Following
            : (await Parts.Tasks.ListAsync(filter, AsOf, cancellation).ConfigureAwait(false)).ToLookup(task => task.Direction!, StringComparer.Ordinal);
        Groups = (await Parts.Plans.WorkGroupsAsync(AsOf, cancellation).ConfigureAwait(false)).ToDictionary(group => group.Number);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        Units = Writes ? await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false) : [];
        return Page();
    }
}

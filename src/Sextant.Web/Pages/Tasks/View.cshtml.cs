using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Meetings;
using Sextant.Programme.Plans;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Tasks;

/// <summary>One task: what is to be done by whom until when, what was reported, and what it follows from.</summary>
public sealed class ViewModel : SextantPage
{
    public TaskView Task { get; private set; } = null!;

    public PlanLine? Plan { get; private set; }

    /// <summary>The conclusion that it carries out, with its meeting.</summary>
    public (MeetingView Meeting, DirectionView Direction)? From { get; private set; }

    public WorkGroupView? Group { get; private set; }

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    public async Task<IActionResult> OnGetAsync(string owner, int number, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        string key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{owner}/{number}");
        if (await Parts.Tasks.FindAsync(key, AsOf, drafts: false, cancellation).ConfigureAwait(false) is not { } task)
        {
            return NotFound();
        }

        Task = task;
        Plan = (await Parts.Tasks.PlansAsync(AsOf, drafts: false, cancellation).ConfigureAwait(false)).FirstOrDefault(plan => plan.Id == task.Plan);
        Group = (await Parts.Plans.WorkGroupsAsync(AsOf, cancellation).ConfigureAwait(false)).FirstOrDefault(group => group.Number == task.WorkGroup);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        if (task.Direction is { } direction && await Parts.Meetings.FindAsync(direction[..direction.LastIndexOf('/')], AsOf, cancellation).ConfigureAwait(false) is { } meeting
            && meeting.Directions.FirstOrDefault(one => one.Key == direction) is { } said)
        {
            From = (meeting, said);
        }

        return Page();
    }
}

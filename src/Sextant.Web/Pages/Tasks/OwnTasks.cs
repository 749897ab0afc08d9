using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Web.Pages.Tasks;

/// <summary>The tasks of the person who asks: those that the organisations of the roles, or what is part of them, lead or work along in.</summary>
public static class OwnTasks
{
    /// <summary>Of some tasks, the person's own.</summary>
    public static async Task<IReadOnlyList<TaskView>> OfAsync(WebParts parts, Viewer viewer, IReadOnlyList<TaskView> tasks, CancellationToken cancellation)
    {
        IReadOnlySet<string> own = viewer.Known ? await parts.People.Reach.OwnAsync(viewer, cancellation).ConfigureAwait(false) : new HashSet<string>();
        return own.Count == 0 ? [] : [.. tasks.Where(task => task.IsOf(own))];
    }

    /// <summary>Those of them that are still to be done, what is due first in front.</summary>
    public static async Task<IReadOnlyList<TaskView>> OpenAsync(WebParts parts, Viewer viewer, AsOf asOf, CancellationToken cancellation) =>
    [
        .. (await OfAsync(parts, viewer, await parts.Tasks.ListAsync(new TaskFilter(), asOf, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false))
            .Where(task => task.Progress is not (TaskProgress.Done or TaskProgress.Cancelled)).OrderBy(task => task.Due ?? DateOnly.MaxValue).ThenBy(task => task.Key, StringComparer.Ordinal),
    ];
}

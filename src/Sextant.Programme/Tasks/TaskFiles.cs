using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>
/// Who may read the files that units add to their reports: the units of the task, the office, and who looks through what is handed in. What is named in public is
/// that there is a file; what units send to the office is not published by that.
/// </summary>
public sealed class TaskFiles(TaskStore tasks, PeopleReach reach)
{
    /// <summary>Whether somebody may read the files of a task.</summary>
    public async Task<bool> MayReadAsync(TaskView task, Viewer viewer, CancellationToken cancellation = default)
    {
        if (viewer.Has(Right.ReadTaskFiles, new HashSet<string>()))
        {
            return true;
        }

        foreach (string unit in viewer.Has(Right.ReadTaskFiles) ? task.With.Append(task.Lead).Select(unit => unit?.Slug).OfType<string>() : [])
        {
            if (viewer.Has(Right.ReadTaskFiles, await reach.LineAsync(unit, cancellation).ConfigureAwait(false)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A file of a task's reports; null where there is none, or it is not for who asks.</summary>
    public async Task<DocumentFileView?> FindAsync(string task, string sha256, AsOf asOf, Viewer viewer, CancellationToken cancellation = default) =>
        await tasks.FindAsync(task, asOf, drafts: false, cancellation).ConfigureAwait(false) is { } found && await MayReadAsync(found, viewer, cancellation).ConfigureAwait(false)
            ? found.Reports.SelectMany(report => report.Files).FirstOrDefault(file => file.Sha256 == sha256)
            : null;
}

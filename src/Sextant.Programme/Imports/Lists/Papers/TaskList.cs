using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Imports.Lists;

/// <summary>All tasks of issued plans and of conclusions, with how each stands.</summary>
public sealed class TaskList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "tasks",
        [
            new("task-id"), new("plan"), new("conclusion"), new("work-group"), new("task-text"), new("lead"), new("lead-name"), new("with"), new("due"), new("due-by"), new("product"),
            new("progress"), new("percent"), new("days-late"), new("report-day"), new("report-text"), new("report-evidence"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<TaskView> tasks = await new TaskStore(reading.Database).ListAsync(new TaskFilter(), reading.AsOf, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. tasks.Select(task => (object?[])
        [
            task.Key, task.Plan, task.Direction, task.WorkGroup, task.Text, task.Lead?.Slug, task.Lead?.Name.In(reading.Language), Joined(task.With.Select(unit => unit.Slug ?? unit.Name.In(reading.Language))),
            task.Due, reading.Word("due-by", task.DueBy), task.Product, TaskTable.State(task, reading.Texts), task.Percent, task.DaysLate, task.Reports.LastOrDefault()?.Date, task.Reports.LastOrDefault()?.Text, Evidence(task.Reports.LastOrDefault()),
        ])]);
    }

    // A document by its id, a page by its address, files by their names: what they hold is for those who take part.
    private static string? Evidence(TaskReportView? report) => report is null ? null : Joined([.. new[] { report.ProofReference }.OfType<string>(), .. report.Files.Select(file => file.Name)]);

    private static string? Joined(IEnumerable<string> parts) => string.Join("; ", parts) is { Length: > 0 } joined ? joined : null;
}

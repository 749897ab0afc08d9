using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Imports.Lists.Papers;

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
    public IReadOnlyList<ListFilter> Filters { get; } =
    [
        ListFilter.Search, ListFilter.Organisation, new("plan"), new("work-group") { Number = (1, 99) }, new("due-year") { Number = (1990, 2200) }, new("progress", ListReading.WordsOf<TaskProgress>()),
        ListFilter.Flag("mine"),
    ];

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        var filter = new TaskFilter
        {
            Search = reading.Chosen("search"), Organisation = reading.Chosen("organisation"), Plan = reading.Chosen("plan"), WorkGroup = reading.ChosenNumber("work-group"),
            DueYear = reading.ChosenNumber("due-year"), Progress = reading.ChosenWord<TaskProgress>("progress"),
        };
        IEnumerable<TaskView> tasks = await new TaskStore(reading.Database).ListAsync(filter, reading.AsOf, cancellation).ConfigureAwait(false);
        if (reading.Chosen("mine") == "true")
        {
            IReadOnlySet<string> own = await reading.Reach.OwnAsync(reading.Viewer, cancellation).ConfigureAwait(false);
            tasks = tasks.Where(task => task.IsOf(own));
        }

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

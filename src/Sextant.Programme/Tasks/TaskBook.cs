using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>Plans and tasks with all that hangs on them, as they are known: what is known now is held in memory, what was known then is read.</summary>
internal sealed class TaskBook
{
    private readonly AsOf _asOf;

    private TaskBook(AsOf asOf) => _asOf = asOf;

    internal required IReadOnlyList<RegisterPlan> Plans { get; init; }

    internal required IReadOnlyList<RegisterTask> Tasks { get; init; }

    /// <summary>The days of meetings whose conclusions became tasks: there is no task before its meeting.</summary>
    internal required IReadOnlyDictionary<string, DateOnly> Meetings { get; init; }

    internal required ILookup<string, RegisterCooperation> Along { get; init; }

    internal required ILookup<string, RegisterTaskReport> Reports { get; init; }

    internal required ILookup<string, RegisterReportFile> Files { get; init; }

    internal required ILookup<string, RegisterExtension> Extensions { get; init; }

    internal required ILookup<string, RegisterTaskHandOver> HandOvers { get; init; }

    internal required ILookup<string, RegisterEscalation> Escalations { get; init; }

    /// <summary>When late tasks go up; null: as the program does.</summary>
    internal required RegisterEscalationRule? Rule { get; init; }

    internal required IReadOnlyDictionary<string, LocalText> Names { get; init; }

    /// <summary>Which day an instant falls on; null where there is no task.</summary>
    internal required ProgrammeCalendar? Calendar { get; init; }

    internal static async Task<TaskBook> OpenAsync(ProgrammeDatabase database, AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        IReadOnlyList<RegisterTask> tasks = await RowsAsync<RegisterTask>().ConfigureAwait(false);
        return new TaskBook(asOf)
        {
            Plans = await RowsAsync<RegisterPlan>().ConfigureAwait(false),
            Tasks = tasks,
            Calendar = tasks.Count == 0 ? null : await database.CalendarAsync(cancellation).ConfigureAwait(false),
            Meetings = tasks.All(row => row.Plan is not null) ? new Dictionary<string, DateOnly>(StringComparer.Ordinal)
                : (await RowsAsync<RegisterMeeting>().ConfigureAwait(false)).ToDictionary(row => row.Key, row => row.Date, StringComparer.Ordinal),
            Along = await PartsAsync<RegisterCooperation>(row => row.Task, row => row.Position).ConfigureAwait(false),
            Reports = await PartsAsync<RegisterTaskReport>(row => row.Task, row => row.Position).ConfigureAwait(false),
            Files = await PartsAsync<RegisterReportFile>(row => row.Task, row => row.Report).ConfigureAwait(false),
            Extensions = await PartsAsync<RegisterExtension>(row => row.Task, row => row.Position).ConfigureAwait(false),
            HandOvers = await PartsAsync<RegisterTaskHandOver>(row => row.Task, row => row.Position).ConfigureAwait(false),
            Escalations = await PartsAsync<RegisterEscalation>(row => row.Task, row => row.Raised.DayNumber).ConfigureAwait(false),
            Rule = (await RowsAsync<RegisterEscalationRule>().ConfigureAwait(false)).SingleOrDefault(),
            Names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false),
        };

        async Task<IReadOnlyList<T>> RowsAsync<T>()
            where T : RegisterRow =>
            asOf.Known is null ? await database.Memory.CurrentAsync<T>(cancellation).ConfigureAwait(false) : await context.Known<T>(asOf).ToListAsync(cancellation).ConfigureAwait(false);

        // Grouped once for all that read between two changes.
        Task<ILookup<string, T>> PartsAsync<T>(Func<T, string> task, Func<T, int> position)
            where T : RegisterRow
        {
            return asOf.Known is null ? database.Memory.OnceAsync("parts", typeof(T), GroupedAsync, cancellation, int.MaxValue) : GroupedAsync();

            async Task<ILookup<string, T>> GroupedAsync() => (await RowsAsync<T>().ConfigureAwait(false)).OrderBy(position).ToLookup(task, StringComparer.Ordinal);
        }
    }

    /// <summary>Plans issued by the day; where nobody knows when, those of the years up to the day's. With drafts all others too.</summary>
    internal IEnumerable<RegisterPlan> Shown(bool drafts) => Plans.Where(row => HasBegun(row) && (drafts || IsIssued(row)));

    /// <summary>Whether a plan was issued by the day.</summary>
    internal bool IsIssued(RegisterPlan row) => row.State == "issued" && (row.Issued is { } issued ? issued <= _asOf.Date : row.Year <= _asOf.Date.Year);

    internal IEnumerable<RegisterTask> Wanted(TaskFilter filter)
    {
        HashSet<string> plans = [.. Shown(filter.Drafts).Select(plan => plan.Key)];
        return Tasks.Where(row => HasBegun(row) && (row.Plan is { } plan ? plans.Contains(plan) : !Meetings.TryGetValue(row.Owner, out DateOnly held) || held <= _asOf.Date)
            && (filter.Plan is null || row.Plan == filter.Plan)
            && (filter.Directions.Count == 0 || (row.Direction is { } direction && filter.Directions.Contains(direction)))
            && (filter.WorkGroup is null || row.WorkGroup == filter.WorkGroup)
            && (string.IsNullOrEmpty(filter.Organisation) || LedBy(row) == filter.Organisation || Along[row.Key].Any(unit => unit.Organisation == filter.Organisation)));
    }

    // Who led it on the day: it may have gone to another since.
    private string? LedBy(RegisterTask row) => HandOvers[row.Key].FirstOrDefault(one => one.Day > _asOf.Date) is { } later ? later.Was : row.Lead;

    private bool HasBegun(RegisterRow row) => row.ValidFrom is null || row.ValidFrom <= _asOf.Date;
}

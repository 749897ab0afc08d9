using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>Reads yearly plans and tasks: what stands in them, what was reported, what is late.</summary>
public sealed class TaskStore(ProgrammeDatabase database)
{
    /// <summary>Plans, newest year first. Those that are not issued yet only for who may see drafts.</summary>
    public async Task<IReadOnlyList<PlanLine>> PlansAsync(AsOf asOf, bool drafts = false, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterPlan> rows = await Plans(context, asOf, drafts).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, int> counts = await context.Known<RegisterTask>(asOf).Where(row => row.Plan != null).GroupBy(row => row.Plan!).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        string[] decisions = [.. rows.Select(row => row.Decision).OfType<string>()];
        Dictionary<string, string> titles = await context.Known<RegisterDocument>(asOf).Where(row => decisions.Contains(row.Key))
            .ToDictionaryAsync(row => row.Key, row => row.Number ?? row.Title, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.OrderByDescending(row => row.Year).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => new PlanLine(
                row.Key, row.Year, row.Title, row.State, Math.Max(row.TaskCount ?? 0, counts.GetValueOrDefault(row.Key)),
                row.Decision is { } id && titles.TryGetValue(id, out string? title) ? (id, title) : null, row.Issued, row.Source, LocalText.OfNote(row.Note))),
        ];
    }

    /// <summary>Tasks in the order of their plans and numbers, each as it stands at the end of the day.</summary>
    public async Task<IReadOnlyList<TaskView>> ListAsync(TaskFilter filter, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterTask> rows = await Wanted(context, filter, asOf).ToListAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<string> words = SearchText.Words(filter.Search);
        return
        [
            .. (await ViewsAsync(context, [.. rows.Where(row => Holds(row, words))], asOf, cancellation).ConfigureAwait(false))
                .Where(task => filter.Progress is null || task.Progress == filter.Progress)
                .OrderByDescending(task => task.Plan, StringComparer.Ordinal).ThenBy(task => task.Key[..task.Key.LastIndexOf('/')], StringComparer.Ordinal).ThenBy(task => task.Number),
        ];
    }

    /// <summary>One task; null when there is none, or its plan is not issued and drafts are not to be seen.</summary>
    public async Task<TaskView?> FindAsync(string key, AsOf asOf, bool drafts = false, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterTask> rows = await Wanted(context, new TaskFilter { Drafts = drafts }, asOf).Where(row => row.Key == key).ToListAsync(cancellation).ConfigureAwait(false);
        return (await ViewsAsync(context, rows, asOf, cancellation).ConfigureAwait(false)).SingleOrDefault();
    }

    /// <summary>Plans of the years up to the day's, and the next year's once it is issued.</summary>
    private static IQueryable<RegisterPlan> Plans(ProgrammeContext context, AsOf asOf, bool drafts)
    {
        DateOnly day = asOf.Date;
        int year = day.Year;
        return context.Begun<RegisterPlan>(asOf).Where(row => row.State == "issued" ? row.Year <= year || row.Issued <= day : drafts);
    }

    private static IQueryable<RegisterTask> Wanted(ProgrammeContext context, TaskFilter filter, AsOf asOf)
    {
        IQueryable<RegisterPlan> plans = Plans(context, asOf, filter.Drafts);
        IQueryable<RegisterCooperation> along = context.Known<RegisterCooperation>(asOf);
        IQueryable<RegisterTask> rows = context.Begun<RegisterTask>(asOf).Where(row => row.Plan == null || plans.Any(plan => plan.Key == row.Plan));
        rows = filter.Plan is { } plan ? rows.Where(row => row.Plan == plan) : rows;
        rows = filter.Directions.Count > 0 ? rows.Where(row => row.Direction != null && filter.Directions.Contains(row.Direction)) : rows;
        rows = filter.WorkGroup is { } group ? rows.Where(row => row.WorkGroup == group) : rows;
        rows = string.IsNullOrEmpty(filter.Organisation) ? rows
            : rows.Where(row => row.Lead == filter.Organisation || along.Any(unit => unit.Task == row.Key && unit.Organisation == filter.Organisation));
        if (filter.DueYear is >= 1 and <= 9998 and { } year)
        {
            (DateOnly first, DateOnly last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            rows = rows.Where(row => row.Due >= first && row.Due <= last);
        }

        return rows;
    }

    private static bool Holds(RegisterTask row, IReadOnlyList<string> words)
    {
        string text = words.Count == 0 ? string.Empty : SearchText.Of(row.Text, row.Product, row.LeadText);
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<TaskView>> ViewsAsync(ProgrammeContext context, List<RegisterTask> rows, AsOf asOf, CancellationToken cancellation)
    {
        string[] keys = [.. rows.Select(row => row.Key)];
        DateOnly day = asOf.Date;
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        ILookup<string, RegisterCooperation> along = (await context.Known<RegisterCooperation>(asOf).Where(row => keys.Contains(row.Task)).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Task, StringComparer.Ordinal);
        ILookup<string, RegisterTaskReport> reports = (await context.Known<RegisterTaskReport>(asOf).Where(row => keys.Contains(row.Task) && row.Date <= day).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Task, StringComparer.Ordinal);
        ILookup<string, RegisterExtension> extensions = (await context.Known<RegisterExtension>(asOf).Where(row => keys.Contains(row.Task)).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Task, StringComparer.Ordinal);
        return [.. rows.Select(row => View(row, [.. reports[row.Key]]) with
        {
            With = [.. along[row.Key].Select(unit => Unit(unit.Organisation, unit.Text)).OfType<TaskUnit>()],
            Extensions = [.. extensions[row.Key].Select(one => new ExtensionView(one.Position, one.Was, one.Wanted, one.Text, one.State, one.Answer))],
        })];

        TaskView View(RegisterTask row, IReadOnlyList<RegisterTaskReport> told)
        {
            (TaskProgress progress, int late) = TaskClock.Of(row, told.Count > 0, day);
            return new TaskView
            {
                Key = row.Key, Number = row.Number, Plan = row.Plan, Direction = row.Direction, WorkGroup = row.WorkGroup, Text = row.Text, Product = row.Product,
                Lead = Unit(row.Lead, row.LeadText), Due = row.Due, DueBy = row.DueBy, Progress = progress, DaysLate = late, Escalation = TaskClock.After(late),
                Percent = progress == TaskProgress.Done ? 100 : told.LastOrDefault(one => one.Percent is not null)?.Percent, Source = row.Source,
                Reports = [.. told.Select(one => new TaskReportView(one.Position, one.Date, one.Percent, one.Text, one.Done, one.ProofKind, one.ProofReference, one.Origin))],
            };
        }

        TaskUnit? Unit(string? slug, string? text) => slug is not null ? new TaskUnit(slug, names.GetValueOrDefault(slug) ?? LocalText.Empty)
            : text is not null ? new TaskUnit(null, new LocalText([KeyValuePair.Create(string.Empty, text)])) : null;
    }
}

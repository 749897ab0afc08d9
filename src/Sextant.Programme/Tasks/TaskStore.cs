using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Documents;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>Reads yearly plans and tasks: what stands in them, what was reported, what is late.</summary>
public sealed class TaskStore(ProgrammeDatabase database)
{
    /// <summary>4 states of knowledge: that of now, and those that people look back to.</summary>
    private const int Moments = 4;

    private static readonly string[] Levels = [.. Enum.GetValues<Escalation>().Select(TaskClock.Word)];

    /// <summary>Plans, newest year first. Those that are not issued yet only for who may see drafts.</summary>
    public async Task<IReadOnlyList<PlanLine>> PlansAsync(AsOf asOf, bool drafts = false, CancellationToken cancellation = default)
    {
        TaskBook book = await TaskBook.OpenAsync(database, asOf, cancellation).ConfigureAwait(false);
        RegisterPlan[] rows = [.. book.Shown(drafts)];
        Dictionary<string, int> counts = book.Tasks.Select(row => row.Plan).OfType<string>().CountBy(plan => plan, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        Dictionary<string, string> titles = rows.All(row => row.Decision is null) ? [] : await TitlesAsync(asOf, cancellation).ConfigureAwait(false);
        return [.. rows.OrderByDescending(row => row.Year).ThenBy(row => row.Key, StringComparer.Ordinal).Select(Line)];

        // A plan that is issued by a later day is approved until then.
        PlanLine Line(RegisterPlan row)
        {
            int tasks = Math.Max(row.TaskCount ?? 0, counts.GetValueOrDefault(row.Key));
            LocalText? note = LocalText.OfNote(row.Note);
            return row.State == "issued" && !book.IsIssued(row)
                ? new PlanLine(row.Key, row.Year, row.Title, "approved", tasks, null, null, row.Source, note)
                : new PlanLine(row.Key, row.Year, row.Title, row.State, tasks, row.Decision is { } id && titles.TryGetValue(id, out string? title) ? (id, title) : null, row.Issued, row.Source, note);
        }
    }

    /// <summary>Why a plan was given back the last time; null where it is not to be mended.</summary>
    public async Task<string?> GivenBackAsync(PlanLine plan, AsOf asOf, CancellationToken cancellation = default)
    {
        if (plan.State != "returned")
        {
            return null;
        }

        // Each change since is a version of its own: the reason stands in the one that gave it back.
        await using ProgrammeContext context = database.Create();
        return await context.Set<RegisterPlan>().Where(row => row.Key == plan.Id && row.State == "returned" && row.Reason != null && (asOf.Known == null || row.RecordedAt <= asOf.Known))
            .OrderByDescending(row => row.Id).Select(row => row.Reason).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
    }

    private Task<Dictionary<string, string>> TitlesAsync(AsOf asOf, CancellationToken cancellation) => database.Memory.OnceAsync("document-titles", asOf.AnyDay, async () =>
    {
        await using ProgrammeContext context = database.Create();
        return await context.Known<RegisterDocument>(asOf).Select(row => new { row.Key, row.Number, row.Title })
            .ToDictionaryAsync(row => row.Key, row => row.Number ?? row.Title, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
    }, cancellation, Moments);

    /// <summary>Tasks in the order of their plans and numbers, each as it stands at the end of the day.</summary>
    public async Task<IReadOnlyList<TaskView>> ListAsync(TaskFilter filter, AsOf asOf, CancellationToken cancellation = default)
    {
        TaskBook book = await TaskBook.OpenAsync(database, asOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<string> words = SearchText.Words(filter.Search);
        return
        [
            .. Views(book, book.Wanted(filter).Where(row => Holds(row, words)), asOf.Date)
                .Where(task => StandsSo(task, filter))
                .OrderByDescending(task => task.Plan, StringComparer.Ordinal).ThenBy(task => task.Key[..task.Key.LastIndexOf('/')], StringComparer.Ordinal).ThenBy(task => task.Number),
        ];
    }

    /// <summary>The part of the tasks that is asked for, by key: no more is looked at than the page needs.</summary>
    public async Task<(IReadOnlyList<TaskView> Tasks, string? Next)> PageAsync(TaskFilter filter, (string? After, int Most) part, AsOf asOf, CancellationToken cancellation = default)
    {
        TaskBook book = await TaskBook.OpenAsync(database, asOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<string> words = SearchText.Words(filter.Search);
        IEnumerable<RegisterTask> rows = book.Wanted(filter).Where(row => (part.After is null || string.CompareOrdinal(row.Key, part.After) > 0) && Holds(row, words))
            .OrderBy(row => row.Key, StringComparer.Ordinal);
        TaskView[] found = [.. Views(book, rows, asOf.Date).Where(task => StandsSo(task, filter)).Take(part.Most + 1)];
        return ([.. found.Take(part.Most)], found.Length > part.Most ? found[part.Most - 1].Key : null);
    }

    /// <summary>One task; null when there is none, or its plan is not issued and drafts are not to be seen.</summary>
    public async Task<TaskView?> FindAsync(string key, AsOf asOf, bool drafts = false, CancellationToken cancellation = default)
    {
        TaskBook book = await TaskBook.OpenAsync(database, asOf, cancellation).ConfigureAwait(false);
        return Views(book, book.Wanted(new TaskFilter { Drafts = drafts }).Where(row => row.Key == key), asOf.Date).SingleOrDefault();
    }

    // How it stood on the day, which is looked at behind what is written of it.
    private static bool StandsSo(TaskView task, TaskFilter filter) =>
        (filter.Progress is null || task.Progress == filter.Progress) && (filter.DueYear is not (>= 1 and <= 9998) || task.Due?.Year == filter.DueYear);

    private static bool Holds(RegisterTask row, IReadOnlyList<string> words)
    {
        string text = words.Count == 0 ? string.Empty : SearchText.Of(row.Text, row.Product, row.LeadText);
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    private static IEnumerable<TaskView> Views(TaskBook book, IEnumerable<RegisterTask> rows, DateOnly day)
    {
        // Nothing is asked of anybody, and nothing late, before a plan is issued.
        HashSet<string> waiting = [.. book.Plans.Where(plan => !book.IsIssued(plan)).Select(plan => plan.Key)];
        return rows.Select(row => View(
            TaskClock.On(row, new TaskPast(book.Reports[row.Key], book.Extensions[row.Key], book.HandOvers[row.Key]), book.Calendar!, day), [.. book.Reports[row.Key].Where(one => one.Date <= day).OrderBy(one => one.Date)]) with
        {
            With = [.. book.Along[row.Key].Select(unit => Unit(unit.Organisation, unit.Text)).OfType<TaskUnit>()],
            Escalations = [.. book.Escalations[row.Key].Where(one => one.Raised <= day).OrderBy(one => one.Due).ThenBy(one => Array.IndexOf(Levels, one.Level))
                .Select(one => one.Ended <= day ? new EscalationView(one.Level, one.Due, one.Raised, one.Ended, one.Outcome) : new EscalationView(one.Level, one.Due, one.Raised, null, null))],
            Extensions = [.. book.Extensions[row.Key].Where(one => one.ValidFrom is null || one.ValidFrom <= day).Select(one => Extension(one, TaskDays.AnsweredFrom(one, book.Calendar!))).OfType<ExtensionView>()],
        });

        // Until its answer holds it waits for one; what waits was not asked before somebody wrote it down.
        ExtensionView? Extension(RegisterExtension one, DateOnly from) => (one.State == "asked", from <= day) switch
        {
            (false, true) => new ExtensionView(one.Position, one.Was, one.Wanted, one.Text, one.State, one.Answer, from),
            (true, false) when one.ValidFrom is null => null,
            _ => new ExtensionView(one.Position, one.Was, one.Wanted, one.Text, "asked", null, null),
        };

        TaskView View(RegisterTask row, IReadOnlyList<RegisterTaskReport> told)
        {
            (TaskProgress progress, int late) = row.Plan is { } plan && waiting.Contains(plan) ? (TaskProgress.NotStarted, 0) : TaskClock.Of(row, told.Count > 0, day);
            return new TaskView
            {
                Key = row.Key, Number = row.Number, Plan = row.Plan, Direction = row.Direction, WorkGroup = row.WorkGroup, Text = row.Text, Product = row.Product,
                Lead = Unit(row.Lead, row.LeadText), Due = row.Due, DueBy = row.DueBy, Progress = progress, DaysLate = late, Escalation = TaskClock.After(late, book.Rule),
                Cancelled = progress == TaskProgress.Cancelled ? TaskDays.CancelledFrom(row, book.Calendar!) : null,
                Percent = progress == TaskProgress.Done ? 100 : told.LastOrDefault(one => one.Percent is not null)?.Percent, Source = row.Source,
                Reports = [.. told.Select(one => new TaskReportView(one.Position, one.Date, one.Percent, one.Text, one.Done, one.ProofKind, one.ProofReference, one.Origin) { Files = FilesOf(one) })],
            };
        }

        IReadOnlyList<DocumentFileView> FilesOf(RegisterTaskReport report) =>
            [.. book.Files[report.Task].Where(file => file.Report == report.Position).OrderBy(file => file.Id).Select(file => new DocumentFileView(file.Sha256, file.Name, file.Type, file.Bytes))];

        TaskUnit? Unit(string? slug, string? text) => slug is not null ? new TaskUnit(slug, book.Names.GetValueOrDefault(slug) ?? LocalText.Empty)
            : text is not null ? new TaskUnit(null, new LocalText([KeyValuePair.Create(string.Empty, text)])) : null;
    }
}

using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Imports.Units;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;
using Sextant.Wire;

namespace Sextant.Programme.Imports;

/// <summary>The tasks of a plan that is still open. A row with a number rewrites that task, one without is a further task.</summary>
public sealed class TaskTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "plan-tasks";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id,
        [
            new("task-number", false), new("task-text"), new("work-group"), new("lead"), new("lead-text", false), new("with", false), new("with-text", false), new("due"), new("due-by", false), new("product", false),
            new("task-state", false), new("task-percent", false), new("task-late", false),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.WritePlans;

    /// <inheritdoc/>
    public override bool HasScope => true;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        var store = new TaskStore(reading.Database);
        return (await store.PlansAsync(reading.AsOf, reading.SeesDrafts, cancellation).ConfigureAwait(false)).Any(one => one.Id == reading.Scope)
            ? Of(await store.ListAsync(new TaskFilter { Plan = reading.Scope, Drafts = reading.SeesDrafts }, reading.AsOf, cancellation).ConfigureAwait(false), reading.Language)
            : null;
    }

    /// <summary>How a task stands, in a word.</summary>
    internal static string State(TaskView task, TableTexts texts) => texts["word.task-state-" + FailureWords.Kebab(task.Progress.ToString())];

    /// <summary>Tasks, to be given out. How they stand is not read when they come back: that is reported.</summary>
    public WrittenTable Of(IReadOnlyList<TaskView> tasks, string language)
    {
        TableTexts texts = TableTexts.For(language);
        return new WrittenTable(Table, [.. tasks.Select(task => (object?[])
        [
            task.Number, task.Text, task.WorkGroup, task.Lead?.Slug, task.Lead is { Slug: null } lead ? lead.Name.In(language) : null, Joined(task.With.Select(unit => unit.Slug)),
            Joined(task.With.Where(unit => unit.Slug is null).Select(unit => unit.Name.In(language))), task.Due, task.DueBy is { } by ? texts["word.due-by-" + by] : null, task.Product,
            State(task, texts), task.Percent, task.DaysLate,
        ])]);
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        string plan = reading.Scope!;
        RegisterPlan held = await PlanEditing.OpenAsync(reading.Context, plan, cancellation).ConfigureAwait(false);
        PlanUnits planned = await PlanUnits.OpenAsync(reading, held.Year, cancellation).ConfigureAwait(false);
        Dictionary<int, RegisterTask> tasks = await reading.Context.Current<RegisterTask>().Where(row => row.Owner == plan).ToDictionaryAsync(row => row.Number, cancellation).ConfigureAwait(false);
        int last = await reading.Context.Set<RegisterTask>().Where(row => row.Owner == plan).Select(row => (int?)row.Number).MaxAsync(cancellation).ConfigureAwait(false) ?? 0;
        List<RegisterCooperation> along = await reading.Context.Set<RegisterCooperation>().AsNoTracking().Where(row => row.SupersededAt == null && row.Task.StartsWith(plan + "/")).ToListAsync(cancellation).ConfigureAwait(false);
        int[] groups = await reading.Context.Current<RegisterWorkGroup>().Select(row => row.Number).ToArrayAsync(cancellation).ConfigureAwait(false);
        foreach (TableRow row in reading.Table.Rows)
        {
            int? number = (int?)row.Amount("task-number", 1, 9_999);
            if (number is { } given && (!tasks.ContainsKey(given) || !reading.First(row, $"{given}")))
            {
                if (!tasks.ContainsKey(given))
                {
                    row.Fault("task-number", "task-number");
                }

                continue;
            }

            bool isNew = number is null;
            RegisterTask task = Task(planned, row, plan, number is { } own ? tasks[own] : null, isNew ? ++last : number!.Value);
            Group(row, task.WorkGroup, groups);
            reading.Put(task, row.Number);
            PutUnits((reading, planned), row, task.Key, along);
        }
    }

    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation) =>
        await PlanEditing.OpenAsync(undoing.Context, undoing.Import.Scope!, cancellation).ConfigureAwait(false);

    private static void Group(TableRow row, int? group, int[] groups)
    {
        if (group is { } asked && !groups.Contains(asked))
        {
            row.Fault("work-group", "work-group", asked);
        }
    }

    private static RegisterTask Task(PlanUnits planned, TableRow row, string plan, RegisterTask? held, int number)
    {
        int? group = (int?)row.Amount("work-group", 1, 99, required: true);
        string? lead = planned.Of(row, "lead", row.Text("lead"));
        string? leadText = row.Text("lead-text");
        (DateOnly Day, string? By)? due = row.Due("due", required: true);
        string? dueBy = row.Word("due-by", "due-by", TaskWords.DueKinds) ?? due?.By;
        return new RegisterTask
        {
            Key = TaskWords.Task(plan, number), Owner = plan, Number = number, Plan = plan, Direction = held?.Direction, WorkGroup = group, Text = row.Lines("task-text", required: true), Product = row.Lines("product"),
            Lead = lead, LeadText = leadText, Due = due is { } said ? TaskWords.LastDay(said.Day, dueBy) : null, DueBy = due is null ? null : dueBy ?? "day", State = held?.State ?? "open", Source = held?.Source, Note = held?.Note,
        };
    }

    /// <summary>The units of the row in its order; those that stood behind them are taken back.</summary>
    private static void PutUnits((ImportReading Reading, PlanUnits Planned) at, TableRow row, string task, List<RegisterCooperation> along)
    {
        string?[] units = [.. row.List("with").Select(name => at.Planned.Of(row, "with", name)).Distinct()];
        (string? Unit, string? Text)[] all = [.. units.OfType<string>().Select(unit => ((string?)unit, (string?)null)), .. row.List("with-text").Select(text => ((string?)null, (string?)text[..Math.Min(500, text.Length)]))];
        for (int i = 0; i < all.Length; i++)
        {
            at.Reading.Put(new RegisterCooperation { Key = TaskWords.Part(task, "with", i + 1), Task = task, Position = i + 1, Organisation = all[i].Unit, Text = all[i].Text }, row.Number);
        }

        foreach (RegisterCooperation left in along.Where(unit => unit.Task == task && unit.Position > all.Length && !unit.Withdrawn))
        {
            var back = (RegisterCooperation)left.Next();
            back.Withdrawn = true;
            at.Reading.Put(back, row.Number);
        }
    }

    private static string? Joined(IEnumerable<string?> parts) => string.Join("; ", parts.OfType<string>()) is { Length: > 0 } joined ? joined : null;
}

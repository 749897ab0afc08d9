using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>Plans on their way from draft to issued. Each change is a version of a fact and an entry of the audit log; each asks what the viewer may.</summary>
public sealed class PlanEditing(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Begins a plan, or changes one that is still open; gives its id.</summary>
    /// <exception cref="RefusedException">Something of it cannot be, or the viewer may not.</exception>
    public Task<string> RecordAsync(PlanDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "plan.record", null, async (context, writer) =>
        {
            RegisterPlan? held = draft.Id is { } id ? await OpenAsync(context, id, cancellation).ConfigureAwait(false) : null;
            int year = draft.Year is >= 1990 and <= 2200 ? draft.Year : throw new RefusedException("plan-year");
            string title = Written.Line(draft.Title, "plan-title", 1000);
            var row = (RegisterPlan?)held?.Next() ?? new RegisterPlan { Key = await NewIdAsync(context, year, cancellation).ConfigureAwait(false), Title = title, State = "draft" };
            (row.Year, row.Title) = (year, title);
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>Takes a step.</summary>
    /// <param name="reason">Why; needed to return a plan.</param>
    /// <param name="decision">The document by which the plan is issued; needed to issue it.</param>
    public async Task StepAsync(string plan, PlanStep step, Viewer viewer, string? reason = null, string? decision = null, CancellationToken cancellation = default)
    {
        DateOnly today = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
        await _register.WriteAsync(new RegisterChange(viewer.Actor, $"plan.{step.ToString().ToLowerInvariant()}", reason), async (context, writer) =>
        {
            RegisterPlan held = await context.HeldAsync<RegisterPlan>(plan, "plan-none", cancellation).ConfigureAwait(false);
            var row = (RegisterPlan)held.Next();
            row.State = PlanSteps.Lead(held.State, step, viewer);
            string? why = step == PlanStep.Return ? Written.Text(reason, "reason") : Written.OptionalText(reason, "reason");
            if (step == PlanStep.Submit)
            {
                await CompleteAsync(context, plan, cancellation).ConfigureAwait(false);
            }

            if (step == PlanStep.Issue)
            {
                RegisterDocument document = await context.DocumentAsync(decision, cancellation).ConfigureAwait(false);
                (row.Decision, row.Issued) = (document.Key, document is { Number: not null, Date: { } day } && day <= today ? day : throw new RefusedException("plan-decision"));
            }

            await writer.PutAsync(row, why, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a plan back that was begun by mistake, with its tasks, as long as it was not handed in. Its id is never given to another.</summary>
    public Task WithdrawAsync(string plan, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "plan.withdraw", reason, async (context, writer) =>
        {
            RegisterPlan held = await OpenAsync(context, plan, cancellation).ConfigureAwait(false);
            string why = Written.Text(reason, "reason");
            foreach (RegisterTask task in await context.Current<RegisterTask>().Where(row => row.Plan == plan).OrderBy(row => row.Number).ToListAsync(cancellation).ConfigureAwait(false))
            {
                await TaskWriting.UnitsBackAsync(context, writer, (task.Key, 0), why, cancellation).ConfigureAwait(false);
                await writer.TakeBackAsync(task, why, cancellation).ConfigureAwait(false);
            }

            await writer.TakeBackAsync(held, why, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>
    /// Begins a year's plan with the tasks of another: texts, groups, products and units, deadlines moved by the years between. A unit that no longer
    /// exists gives way to what it became; tasks whose text nobody knows are left out.
    /// </summary>
    public Task<string> CopyAsync(string from, int year, string title, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "plan.copy", null, async (context, writer) =>
        {
            RegisterPlan held = await context.HeldAsync<RegisterPlan>(from, "plan-none", cancellation).ConfigureAwait(false);
            List<RegisterTask> tasks = await context.Current<RegisterTask>().Where(row => row.Plan == from && row.Owner == from && row.Text != null && row.State != "cancelled").OrderBy(row => row.Number)
                .ToListAsync(cancellation).ConfigureAwait(false);
            if (tasks.Count == 0)
            {
                throw new RefusedException("plan-nothing-to-copy");
            }

            var row = new RegisterPlan
            {
                Key = await NewIdAsync(context, year is >= 1990 and <= 2200 ? year : throw new RefusedException("plan-year"), cancellation).ConfigureAwait(false), Year = year,
                Title = Written.Line(title, "plan-title", 1000), State = "draft",
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            var heirs = new UnitHeirs(context, new DateOnly(year, 1, 1));
            foreach ((RegisterTask task, int i) in tasks.Select((task, i) => (task, i)))
            {
                await CopyAsync(context, writer, heirs, task, (row.Key, i + 1, year - held.Year), cancellation).ConfigureAwait(false);
            }

            return row.Key;
        }, cancellation);

    /// <summary>The plan, as long as its tasks may still be written.</summary>
    internal static async Task<RegisterPlan> OpenAsync(ProgrammeContext context, string id, CancellationToken cancellation)
    {
        RegisterPlan held = await context.HeldAsync<RegisterPlan>(id, "plan-none", cancellation).ConfigureAwait(false);
        return PlanSteps.IsOpen(held.State) ? held : throw new RefusedException("plan-closed", held.State);
    }

    private static async Task CopyAsync(
        ProgrammeContext context, RegisterWriter writer, UnitHeirs heirs, RegisterTask task, (string Plan, int Number, int Years) to, CancellationToken cancellation)
    {
        string key = TaskWords.Task(to.Plan, to.Number);
        (DateOnly? planned, string? dueBy) = await PlannedAsync(context, task, cancellation).ConfigureAwait(false);
        var copy = new RegisterTask
        {
            Key = key, Owner = to.Plan, Number = to.Number, Plan = to.Plan, WorkGroup = task.WorkGroup, Text = task.Text, Product = task.Product, LeadText = task.LeadText,
            Lead = await heirs.OfAsync(task.Lead, cancellation).ConfigureAwait(false), DueBy = dueBy, State = "open",
            Due = planned is { } due ? TaskWords.LastDay(due.AddYears(to.Years), dueBy) : null,
        };
        await writer.PutAsync(copy, null, cancellation).ConfigureAwait(false);
        List<RegisterCooperation> along = await context.Current<RegisterCooperation>().Where(row => row.Task == task.Key).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        int position = 0;

        // Units that were merged have one heir: it is named once, and does not work along with itself.
        HashSet<string> named = copy.Lead is { } lead ? [lead] : [];
        foreach (RegisterCooperation unit in along)
        {
            string? heir = await heirs.OfAsync(unit.Organisation, cancellation).ConfigureAwait(false);
            if (heir is null ? unit.Text is not null : named.Add(heir))
            {
                position++;
                await writer.PutAsync(new RegisterCooperation { Key = TaskWords.Part(key, "with", position), Task = key, Position = position, Organisation = heir, Text = unit.Text }, null, cancellation).ConfigureAwait(false);
            }
        }
    }

    // More time is given for one year's reasons: the deadline that the plan set is the one before the first that was granted.
    private static async Task<(DateOnly? Due, string? DueBy)> PlannedAsync(ProgrammeContext context, RegisterTask task, CancellationToken cancellation)
    {
        DateOnly? was = await context.Current<RegisterExtension>().Where(row => row.Task == task.Key && row.State == "granted").OrderBy(row => row.Position).Select(row => row.Was)
            .FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        RegisterTask? before = was is null ? null : await context.Set<RegisterTask>().AsNoTracking().Where(row => row.Key == task.Key && row.Due == was).OrderByDescending(row => row.Id)
            .FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return before is null ? (task.Due, task.DueBy) : (before.Due, before.DueBy);
    }

    private static async Task CompleteAsync(ProgrammeContext context, string plan, CancellationToken cancellation)
    {
        List<RegisterTask> tasks = await context.Current<RegisterTask>().Where(row => row.Plan == plan).OrderBy(row => row.Number).ToListAsync(cancellation).ConfigureAwait(false);
        int[] lacking = [.. tasks.Where(task => task.Text is null || task.WorkGroup is null || task.Due is null || (task.Lead is null && task.LeadText is null)).Select(task => task.Number)];
        if (tasks.Count == 0 || lacking.Length > 0)
        {
            throw new RefusedException("plan-incomplete", string.Join(", ", lacking));
        }
    }

    private static Task<string> NewIdAsync(ProgrammeContext context, int year, CancellationToken cancellation) =>
        context.NewIdAsync<RegisterPlan>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ke hoach {year}"), cancellation);

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WritePlans) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}

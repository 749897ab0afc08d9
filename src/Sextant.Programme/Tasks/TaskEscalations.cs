using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>
/// Late tasks go up: to the lead unit on the first day, to the office and to the head of the task force when they stay late. Each step is written down once for each last day,
/// as the program's act, and ends with the task or when its last day is moved.
/// </summary>
public sealed class TaskEscalations(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>365 days: what is later than a year is another year's plan.</summary>
    private const int MostDays = 365;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>What is settled.</summary>
    public async Task<EscalationRule> RuleAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        RegisterEscalationRule? row = await context.Current<RegisterEscalationRule>().SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
        return row is null ? new EscalationRule(TaskClock.OfficeAfter, TaskClock.HeadAfter, null) : new EscalationRule(row.OfficeAfter, row.HeadAfter, row.Head);
    }

    /// <summary>Settles when a late task goes up, and to whom.</summary>
    /// <exception cref="RefusedException">The days are none, the person is none, or the viewer may not.</exception>
    public async Task SettleAsync(EscalationRule rule, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!viewer.Has(Right.WritePlans))
        {
            throw new RefusedException("not-allowed");
        }

        await _register.WriteAsync(new RegisterChange(viewer.Actor, "escalation.settle", null), async (context, writer) =>
        {
            if (rule.OfficeAfter < 1 || rule.HeadAfter <= rule.OfficeAfter || rule.HeadAfter > MostDays)
            {
                throw new RefusedException("escalation-days", MostDays);
            }

            if (rule.Head is { } head && !await context.Set<PersonRow>().AnyAsync(row => row.Key == head && row.EndedAt == null, cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("escalation-head");
            }

            await writer.PutAsync(
                new RegisterEscalationRule { Key = RegisterEscalationRule.OnlyKey, OfficeAfter = rule.OfficeAfter, HeadAfter = rule.HeadAfter, Head = rule.Head }, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Raises what has become later, and ends what is late no longer. Two rounds at once write nothing twice.</summary>
    /// <returns>How many steps it wrote.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        DateOnly today = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
        IReadOnlyList<TaskView> tasks = await new TaskStore(database).ListAsync(new TaskFilter(), new AsOf(today), cancellation).ConfigureAwait(false);
        RegisterEscalation[] raised = [.. tasks.SelectMany(Raised)];
        (string Task, string Outcome)[] over = [.. tasks.Where(task => task.Escalations.Any(one => one.Ended is null && (task.Escalation == Escalation.None || one.Due != task.Due))).Select(task => (task.Key, OutcomeOf(task)))];
        return raised.Length + over.Length == 0 ? 0 : await _register.WriteAsync(new RegisterChange(Actor.Program, "task.escalate", null), async (context, writer) =>
        {
            foreach ((string task, string outcome) in over)
            {
                await EndAsync(context, writer, task, (outcome, today), cancellation).ConfigureAwait(false);
            }

            string[] keys = [.. raised.Select(row => row.Key)];
            HashSet<string> held = [.. await context.Current<RegisterEscalation>().Where(row => keys.Contains(row.Key)).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
            await writer.PutAllAsync([.. raised.Where(row => !held.Contains(row.Key))], null, cancellation).ConfigureAwait(false);
            return writer.Puts.Count;
        }, cancellation).ConfigureAwait(false);

        IEnumerable<RegisterEscalation> Raised(TaskView task) => Enum.GetValues<Escalation>().Where(level => level > Escalation.None && level <= task.Escalation).Select(TaskClock.Word)
            .Where(level => task.Escalations.All(one => one.Level != level || one.Due != task.Due))
            .Select(level => new RegisterEscalation
            {
                Key = string.Create(CultureInfo.InvariantCulture, $"{task.Key}/escalation-{task.Due:yyyy-MM-dd}-{level}"), Task = task.Key, Due = task.Due!.Value, Level = level, Raised = today, ValidFrom = today,
            });
    }

    /// <summary>Ends what of a task is raised, with a day; what was raised only after it ends with its own.</summary>
    internal static async Task EndAsync(ProgrammeContext context, RegisterWriter writer, string task, (string Outcome, DateOnly Day) how, CancellationToken cancellation)
    {
        foreach (RegisterEscalation held in await context.Current<RegisterEscalation>().AsNoTracking().Where(row => row.Task == task && row.Ended == null).OrderBy(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false))
        {
            var row = (RegisterEscalation)held.Next();
            (row.Outcome, row.Ended) = (how.Outcome, held.Raised > how.Day ? held.Raised : how.Day);
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
        }
    }

    private static string OutcomeOf(TaskView task) => task.Progress switch { TaskProgress.Done => "done", TaskProgress.Cancelled => "cancelled", _ => "extended" };
}

using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>Tasks whose lead has ended without one heir: nobody answers for them until the office hands them on.</summary>
public sealed class TaskHandOvers(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Tasks that go on and that nobody leads any more, what is due first in front.</summary>
    public async Task<IReadOnlyList<LeaderlessTask>> ListAsync(AsOf asOf, CancellationToken cancellation = default) =>
        await OfAsync(await new TaskStore(database).ListAsync(new TaskFilter(), asOf, cancellation).ConfigureAwait(false), asOf, cancellation).ConfigureAwait(false);

    /// <summary>The same of some tasks.</summary>
    public async Task<IReadOnlyList<LeaderlessTask>> OfAsync(IEnumerable<TaskView> tasks, AsOf asOf, CancellationToken cancellation = default)
    {
        TaskView[] open = [.. tasks.Where(task => task.Lead?.Slug is not null && task.Progress is not (TaskProgress.Done or TaskProgress.Cancelled))];
        if (open.Length == 0)
        {
            return [];
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> left = await database.Memory.OnceAsync("units-left", asOf, () => LeftAsync(asOf, cancellation), cancellation).ConfigureAwait(false);
        return
        [
            .. open.Where(task => left.ContainsKey(task.Lead!.Slug!)).OrderBy(task => task.Due ?? DateOnly.MaxValue).ThenBy(task => task.Key, StringComparer.Ordinal)
                .Select(task => new LeaderlessTask(task, left[task.Lead!.Slug!])),
        ];
    }

    /// <summary>Another unit leads a task from a day on; until then it was led by who led it.</summary>
    /// <param name="day">Null: today.</param>
    /// <exception cref="RefusedException">The task has ended, the unit is none on the day or leads it already, or the viewer may not.</exception>
    public async Task HandOnAsync(string task, string to, string reason, Viewer viewer, DateOnly? day = null, CancellationToken cancellation = default)
    {
        if (!viewer.Has(Right.WritePlans))
        {
            throw new RefusedException("not-allowed");
        }

        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        await _register.WriteAsync(new RegisterChange(viewer.Actor, "task.hand-on", reason), async (context, writer) =>
        {
            RegisterTask held = (await HeldTasks.OpenAsync(context, task, cancellation).ConfigureAwait(false)).Held;
            RegisterOrganisation unit = await context.HeldAsync<RegisterOrganisation>(to, "organisation-none", cancellation).ConfigureAwait(false);
            DateOnly from = await TaskDays.JudgedAsync(context, held, day, (calendar, calendar.Today(clock)), cancellation).ConfigureAwait(false);
            List<RegisterTaskHandOver> before = await context.Set<RegisterTaskHandOver>().Where(row => row.Task == task && row.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false);
            if (unit.Key == held.Lead || unit.ValidUntil < calendar.Today(clock) || unit.ValidFrom > from || before.Any(row => row.Day > from))
            {
                throw new RefusedException("task-hand-on", to);
            }

            string why = Written.Text(reason, "reason");
            int place = before.Select(row => row.Position).DefaultIfEmpty(0).Max() + 1;
            writer.Add(
                new RegisterTaskHandOver { Key = TaskWords.Part(task, "hand-over", place), Task = task, Position = place, Was = held.Lead, WasText = held.LeadText, Receiver = to, Day = from, ValidFrom = from }, why);
            var row = (RegisterTask)held.Next();
            (row.Lead, row.LeadText) = (to, null);
            await writer.PutAsync(row, why, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    // Units that have ended by the day and have not one heir, with the heirs that exist: none, or several.
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> LeftAsync(AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        return await UnitHeirs.WithoutOneAsync(context, asOf, cancellation).ConfigureAwait(false);
    }
}

/// <summary>A task that nobody leads any more.</summary>
/// <param name="Successors">Slugs of the units that came after its lead: none, or several.</param>
public sealed record LeaderlessTask(TaskView Task, IReadOnlyList<string> Successors);

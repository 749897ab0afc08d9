using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>From which day on a decision about a task holds: that of the decision, which may have been entered later.</summary>
internal static class TaskDays
{
    /// <summary>From which day on a task is cancelled.</summary>
    internal static DateOnly CancelledFrom(RegisterTask task, ProgrammeCalendar calendar) => task.Cancelled ?? calendar.DateOf(task.RecordedAt);

    /// <summary>From which day on an answer holds.</summary>
    internal static DateOnly AnsweredFrom(RegisterExtension one, ProgrammeCalendar calendar) => one.Answered ?? calendar.DateOf(one.RecordedAt);

    /// <summary>The day from which on a decision holds.</summary>
    /// <param name="said">As it was typed; null: today.</param>
    /// <exception cref="RefusedException">It lies ahead, before the task was given to anybody, or before more time was granted the last time.</exception>
    internal static async Task<DateOnly> JudgedAsync(ProgrammeContext context, RegisterTask task, DateOnly? said, (ProgrammeCalendar Calendar, DateOnly Today) now, CancellationToken cancellation)
    {
        if (said is not { } day || day == now.Today)
        {
            return now.Today;
        }

        List<RegisterExtension> granted = await context.Current<RegisterExtension>().Where(row => row.Task == task.Key && row.State == "granted").ToListAsync(cancellation).ConfigureAwait(false);
        DateOnly least = granted.Select(row => AnsweredFrom(row, now.Calendar)).Append(await GivenAsync(context, task, cancellation).ConfigureAwait(false)).Max();
        return day >= least && day <= now.Today ? day : throw new RefusedException("decision-day", least);
    }

    /// <summary>The day on which a task was given: on which its plan was issued, or its meeting held.</summary>
    private static async Task<DateOnly> GivenAsync(ProgrammeContext context, RegisterTask task, CancellationToken cancellation)
    {
        if (task.Plan is { } named)
        {
            RegisterPlan plan = await context.HeldAsync<RegisterPlan>(named, "plan-none", cancellation).ConfigureAwait(false);
            return plan.Issued ?? new DateOnly(plan.Year, 1, 1);
        }

        return await context.Current<RegisterMeeting>().Where(row => row.Key == task.Owner).Select(row => (DateOnly?)row.Date).SingleOrDefaultAsync(cancellation).ConfigureAwait(false) ?? DateOnly.MinValue;
    }
}

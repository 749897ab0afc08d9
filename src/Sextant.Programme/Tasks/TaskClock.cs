using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>When a task is late, and who is told.</summary>
public static class TaskClock
{
    /// <summary>15 days late: the lead unit was told and a second week has passed without a report that it is done. The office may settle it otherwise.</summary>
    public const int OfficeAfter = 15;

    /// <summary>30 days late: what the office could not settle in two weeks, the head of the task force settles.</summary>
    public const int HeadAfter = 30;

    internal static (TaskProgress Progress, int DaysLate) Of(RegisterTask task, bool reported, DateOnly today) => task switch
    {
        { State: "done" } => (TaskProgress.Done, 0),
        { State: "cancelled" } => (TaskProgress.Cancelled, 0),
        { Due: { } due } when due < today => (TaskProgress.Overdue, today.DayNumber - due.DayNumber),
        _ => (reported ? TaskProgress.UnderWay : TaskProgress.NotStarted, 0),
    };

    /// <summary>
    /// How a task stood at the end of a day: it was not done before the day that its report names, not cancelled before the day from which that was decided, had its earlier last day until more
    /// time was granted, and its earlier lead until it was handed on. What is said today of an earlier day must not be better than that day was.
    /// </summary>
    internal static RegisterTask On(RegisterTask task, TaskPast past, ProgrammeCalendar calendar, DateOnly day)
    {
        bool stillOpen = task.State switch
        {
            "done" => past.Reports.Where(one => one.Done).Select(one => one.Date).DefaultIfEmpty(DateOnly.MinValue).Min() > day,
            "cancelled" => TaskDays.CancelledFrom(task, calendar) > day,
            _ => false,
        };
        RegisterExtension? later = past.Extensions.Where(one => one.State == "granted" && TaskDays.AnsweredFrom(one, calendar) > day).MinBy(one => one.Position);
        RegisterTaskHandOver? handed = past.HandOvers.Where(one => one.Day > day).MinBy(one => one.Position);
        if (!stillOpen && later is null && handed is null)
        {
            return task;
        }

        var then = (RegisterTask)task.Next();
        then.State = stillOpen ? "open" : task.State;
        (then.Due, then.DueBy) = later is null ? (task.Due, task.DueBy) : (later.Was, "day");
        (then.Lead, then.LeadText) = handed is null ? (task.Lead, task.LeadText) : (handed.Was, handed.WasText);
        return then;
    }

    internal static string Word(Escalation level) => level.ToString().ToLowerInvariant();

    internal static Escalation After(int daysLate, RegisterEscalationRule? rule) => daysLate == 0 ? Escalation.None
        : daysLate < (rule?.OfficeAfter ?? OfficeAfter) ? Escalation.Unit
        : daysLate < (rule?.HeadAfter ?? HeadAfter) ? Escalation.Office
        : Escalation.Head;
}

/// <summary>What changed how a task stands.</summary>
internal sealed record TaskPast(IEnumerable<RegisterTaskReport> Reports, IEnumerable<RegisterExtension> Extensions, IEnumerable<RegisterTaskHandOver> HandOvers);

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

    internal static string Word(Escalation level) => level.ToString().ToLowerInvariant();

    internal static Escalation After(int daysLate, RegisterEscalationRule? rule) => daysLate == 0 ? Escalation.None
        : daysLate < (rule?.OfficeAfter ?? OfficeAfter) ? Escalation.Unit
        : daysLate < (rule?.HeadAfter ?? HeadAfter) ? Escalation.Office
        : Escalation.Head;
}

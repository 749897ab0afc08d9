using Sextant.Programme.Plans;

namespace Sextant.Programme.Cases;

/// <summary>Days on which offices work: Monday to Friday, without the days off of the pack's calendar.</summary>
public sealed class WorkingDays(IReadOnlyList<DayView> days)
{
    /// <summary>Whether offices work.</summary>
    public bool Works(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !days.Any(one => one.Off && one.Month == day.Month && one.Day == day.Day && (one.Year is null || one.Year == day.Year));

    /// <summary>The day that lies so many working days before another: that day itself is not counted, and who begins on it has them all.</summary>
    public DateOnly Before(DateOnly day, int count)
    {
        DateOnly at = day;
        while (count > 0)
        {
            at = at.AddDays(-1);
            count -= Works(at) ? 1 : 0;
        }

        return at;
    }
}

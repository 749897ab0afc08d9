using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>The closed words of plans and tasks, and their keys.</summary>
public static class TaskWords
{
    /// <summary>What a plan goes through.</summary>
    public static IReadOnlyList<string> PlanStates { get; } = ["draft", "submitted", "returned", "approved", "issued"];

    /// <summary>What a task is, progress apart.</summary>
    public static IReadOnlyList<string> TaskStates { get; } = ["open", "done", "cancelled"];

    /// <summary>How exactly a deadline is said.</summary>
    public static IReadOnlyList<string> DueKinds { get; } = ["day", "month", "quarter", "year"];

    /// <summary>The last day of what a deadline names by one of its days: of the month, the quarter, the year.</summary>
    public static DateOnly LastDay(DateOnly day, string? dueBy) => dueBy switch
    {
        "month" => new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)),
        "quarter" => LastDay(new DateOnly(day.Year, (((day.Month - 1) / 3) + 1) * 3, 1), "month"),
        "year" => new DateOnly(day.Year, 12, 31),
        _ => day,
    };

    internal static string Task(string owner, int number) => string.Create(CultureInfo.InvariantCulture, $"{owner}/{number}");

    internal static string Part(string task, string what, int position) => string.Create(CultureInfo.InvariantCulture, $"{task}/{what}-{position}");
}

using Sextant.Programme.Returns;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Charts;

/// <summary>How a task stands, as addresses, colours and texts name it.</summary>
public static class TaskWord
{
    /// <summary>In the order of a board's columns.</summary>
    public static IReadOnlyList<TaskProgress> Ordered { get; } = [TaskProgress.Overdue, TaskProgress.NotStarted, TaskProgress.UnderWay, TaskProgress.Done, TaskProgress.Cancelled];

    /// <summary><c>under-way</c> and so on.</summary>
    public static string Of(TaskProgress progress) => progress switch
    {
        TaskProgress.NotStarted => "not-started",
        TaskProgress.UnderWay => "under-way",
        TaskProgress.Overdue => "overdue",
        TaskProgress.Done => "done",
        _ => "cancelled",
    };

    /// <summary>The class of the state's colour and form.</summary>
    public static string Css(TaskProgress progress) => progress switch
    {
        TaskProgress.Done => "ready",
        TaskProgress.UnderWay => "partial",
        TaskProgress.Overdue => "broken",
        TaskProgress.Cancelled => "not-applicable",
        _ => "nothing",
    };

    /// <summary>A deadline as exactly as the plan says it: a day, a month, a quarter or a year.</summary>
    public static string Due(TaskView task, PageLanguage language) => task.Due is not { } due ? language.Texts["documents.not-known"] : task.DueBy switch
    {
        "month" => language.Texts.Format("tasks.due-month", due.Month, due.Year),
        "quarter" => language.Texts.Format("tasks.due-quarter", Quarter.Of(due).Roman, due.Year),
        "year" => language.Texts.Format("tasks.due-year", due.Year),
        _ => language.Texts.Day(due),
    };
}

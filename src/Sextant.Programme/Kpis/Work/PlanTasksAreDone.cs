using System.Globalization;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Kpis.Work;

/// <summary>G-06: tasks of the year's issued plans that are done: all, and by group of work.</summary>
internal sealed class PlanTasksAreDone : IKpi
{
    public string Id => "G-06";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        TaskView[] tasks = [.. inputs.Tasks.Where(one => one.Year == inputs.Date.Year && one.Task.Progress != TaskProgress.Cancelled).Select(one => one.Task)];
        return tasks.Length == 0
            ? [Awaiting.Figure(inputs, Id, "%", KpiInput.Tasks)]
            :
            [
                Of(inputs, "all", tasks),
                .. tasks.Where(task => task.WorkGroup is not null).GroupBy(task => task.WorkGroup!.Value).OrderBy(group => group.Key)
                    .Select(group => Of(inputs, string.Create(CultureInfo.InvariantCulture, $"group-{group.Key}"), [.. group])),
            ];
    }

    private Figure Of(KpiInputs inputs, string definition, TaskView[] tasks)
    {
        var count = new MeasuredCount(inputs, Id, definition);
        foreach (TaskView task in tasks)
        {
            count.Add(task.Progress == TaskProgress.Done ? Counted.Yes : Counted.No, task.Key);
        }

        return count.Figure() with { Origin = FigureOrigin.Counted, Source = "counted" };
    }
}

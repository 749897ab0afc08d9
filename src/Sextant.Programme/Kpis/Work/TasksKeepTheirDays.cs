using Sextant.Programme.Tasks;

namespace Sextant.Programme.Kpis.Work;

/// <summary>G-07: open tasks whose last day is over, and by how much.</summary>
internal sealed class TasksKeepTheirDays : IKpi
{
    public string Id => "G-07";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        // Of tasks without a last day nothing can be late, and nothing is said.
        if (!inputs.Tasks.Any(one => one.Task.Due is not null))
        {
            return [Awaiting.Figure(inputs, Id, "tasks", KpiInput.Tasks)];
        }

        TaskView[] late = [.. inputs.Tasks.Select(one => one.Task).Where(task => task.Progress == TaskProgress.Overdue)];
        FigureMember[] members = [.. late.Select(task => new FigureMember(task.Key, Counted.Yes, task.DaysLate))];
        Figure count = Of(inputs, "overdue", "tasks") with { Value = late.Length, Numerator = late.Length, Members = members };
        int days = late.Sum(task => task.DaysLate);
        return late.Length == 0
            ? [count]
            : [count, Of(inputs, "mean-days-late", "days") with { Value = (decimal)days / late.Length, Numerator = days, Denominator = late.Length, Decimals = 1, Members = members }];
    }

    private Figure Of(KpiInputs inputs, string definition, string unit) => new()
    {
        Indicator = Id, Definition = definition, Origin = FigureOrigin.Counted, Unit = unit, Source = "counted", Date = inputs.Date, Method = $"{Id}/1", Decimals = 0, Headline = true, LessIsBetter = true,
    };
}

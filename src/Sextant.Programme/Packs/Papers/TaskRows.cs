using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>The register's rows of a pack's plans. A task that a source counts and does not name is there without a text: none is invented.</summary>
internal static class TaskRows
{
    internal static IEnumerable<RegisterPlan> Plans(Pack pack) => pack.Plans.Select(item => new RegisterPlan
    {
        Key = item.Id, Year = item.Year, Title = item.Title, TaskCount = item.TaskCount, State = "issued", Decision = item.Decision, Issued = item.Issued,
        Source = item.Source, Note = item.Note,
    });

    internal static IEnumerable<RegisterTask> Tasks(Pack pack) => pack.Plans.SelectMany(plan => Known(plan).Select(item => new RegisterTask
    {
        Key = TaskWords.Task(plan.Id, item.Number), Owner = plan.Id, Number = item.Number, Plan = plan.Id, WorkGroup = item.Group, Text = item.Text, Product = item.Product,
        Lead = item.Lead, LeadText = item.LeadText, Due = item.Due is { } due ? TaskWords.LastDay(due, item.DueBy) : null, DueBy = item.DueBy, State = "open", Source = plan.Source,
    }));

    internal static IEnumerable<RegisterCooperation> Cooperations(Pack pack) => pack.Plans.SelectMany(plan => plan.Tasks.SelectMany(task => task.With.Select((item, i) => new RegisterCooperation
    {
        Key = TaskWords.Part(TaskWords.Task(plan.Id, task.Number), "with", i + 1), Task = TaskWords.Task(plan.Id, task.Number), Position = i + 1,
        Organisation = item.Organisation, Text = item.Text, Source = plan.Source,
    })));

    private static IEnumerable<PackTask> Known(PackPlan plan) => plan.Tasks.Concat(
        Enumerable.Range(1, plan.TaskCount ?? 0).Where(number => plan.Tasks.All(task => task.Number != number)).Select(number => new PackTask { Number = number }));
}

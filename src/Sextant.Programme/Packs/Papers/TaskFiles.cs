namespace Sextant.Programme.Packs;

/// <summary>What a plan of <c>programme.json</c> holds.</summary>
internal static class TaskFiles
{
    internal static PackPlan Plan(JsonRow row) => new()
    {
        Id = row.Text("id", 80),
        Year = row.Int("year"),
        Title = row.Text("title"),
        TaskCount = row.OptionalInt("taskCount"),
        Decision = row.OptionalText("decision", 80),
        Issued = row.OptionalDate("issued"),
        Tasks = row.List("tasks", Task),
        Source = row.Text("source"),
        Note = row.Note(),
    };

    private static PackTask Task(JsonRow row) => new()
    {
        Number = row.Int("number"),
        Text = row.OptionalText("text"),
        Group = row.OptionalInt("group"),
        Product = row.OptionalText("product"),
        Lead = row.OptionalText("lead", 80),
        LeadText = row.OptionalText("leadText"),
        Due = row.OptionalDate("due"),
        DueBy = row.OptionalText("dueBy", 20),
        With = row.List("with", item => new PackCooperation(item.OptionalText("organisation", 80), item.OptionalText("text"))),
    };
}

using System.Text.Json.Serialization;

namespace Sextant.Programme.Register;

/// <summary>A plan of a year.</summary>
internal sealed class RegisterPlan : RegisterRow
{
    public int Year { get; set; }

    public required string Title { get; set; }

    /// <summary>The number of tasks that a source states; null: as many as are written down.</summary>
    public int? TaskCount { get; set; }

    /// <summary>One of <see cref="TaskWords.PlanStates"/>.</summary>
    public required string State { get; set; }

    /// <summary>The document by which it was issued.</summary>
    public string? Decision { get; set; }

    public DateOnly? Issued { get; set; }
}

/// <summary>A task: of a plan, of a meeting's conclusion, or of both.</summary>
internal sealed class RegisterTask : RegisterRow
{
    /// <summary>The plan, or the meeting, whose tasks are counted with it: the first part of the key.</summary>
    public required string Owner { get; set; }

    public int Number { get; set; }

    /// <summary>Id of the plan.</summary>
    public string? Plan { get; set; }

    /// <summary>Key of the conclusion that it carries out.</summary>
    public string? Direction { get; set; }

    public int? WorkGroup { get; set; }

    /// <summary>What is to be done; null: a source counts the task and does not say what it is.</summary>
    public string? Text { get; set; }

    public string? Product { get; set; }

    /// <summary>Slug of the lead unit.</summary>
    public string? Lead { get; set; }

    /// <summary>The lead in the plan's words, where it is no single organisation.</summary>
    public string? LeadText { get; set; }

    /// <summary>The last day.</summary>
    public DateOnly? Due { get; set; }

    /// <summary>How exactly the plan says it: <c>day</c>, <c>month</c>, <c>quarter</c>, <c>year</c>.</summary>
    public string? DueBy { get; set; }

    /// <summary>One of <see cref="TaskWords.TaskStates"/>.</summary>
    public required string State { get; set; }

    /// <summary>From which day on it was no longer to be done; null of what is cancelled: from the day on which that was recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Cancelled { get; set; }
}

/// <summary>A task went from one lead to another on a day.</summary>
internal sealed class RegisterTaskHandOver : RegisterRow
{
    public required string Task { get; set; }

    public int Position { get; set; }

    /// <summary>Slug of who led it until then; null: nobody, or a class of units.</summary>
    public string? Was { get; set; }

    /// <summary>The lead until then in the plan's words.</summary>
    public string? WasText { get; set; }

    /// <summary>Slug of who leads it from the day on.</summary>
    public required string Receiver { get; set; }

    /// <summary>The first day on which the other leads it.</summary>
    public DateOnly Day { get; set; }
}

/// <summary>A unit, or a class of units, that works along.</summary>
internal sealed class RegisterCooperation : RegisterRow
{
    public required string Task { get; set; }

    public int Position { get; set; }

    public string? Organisation { get; set; }

    /// <summary>A class of units in the plan's words.</summary>
    public string? Text { get; set; }
}

/// <summary>What a unit reported of a task. Reports are added, never changed.</summary>
internal sealed class RegisterTaskReport : RegisterRow
{
    public required string Task { get; set; }

    public int Position { get; set; }

    public DateOnly Date { get; set; }

    /// <summary>How much is done, as the unit says; null: it does not say.</summary>
    public int? Percent { get; set; }

    public required string Text { get; set; }

    /// <summary>Whether the unit says that the task is done.</summary>
    public bool Done { get; set; }

    /// <summary>What shows it: <c>document</c>, <c>target</c> or <c>link</c>.</summary>
    public string? ProofKind { get; set; }

    public string? ProofReference { get; set; }
}

/// <summary>A file that shows what a report says; its bytes lie in the vault of documents.</summary>
internal sealed class RegisterReportFile : RegisterRow
{
    public required string Task { get; set; }

    /// <summary>The place of the report.</summary>
    public int Report { get; set; }

    /// <summary>Slug of the unit for which somebody added it; null: the office, or nobody knows.</summary>
    public string? Unit { get; set; }

    public required string Sha256 { get; set; }

    public required string Name { get; set; }

    public required string Type { get; set; }

    public long Bytes { get; set; }
}

/// <summary>More time, asked for with a reason, granted or refused; valid from the day on which it was asked for.</summary>
internal sealed class RegisterExtension : RegisterRow
{
    public required string Task { get; set; }

    public int Position { get; set; }

    /// <summary>The last day when it was asked for.</summary>
    public DateOnly? Was { get; set; }

    public DateOnly Wanted { get; set; }

    public required string Text { get; set; }

    /// <summary><c>asked</c>, <c>granted</c> or <c>refused</c>.</summary>
    public required string State { get; set; }

    /// <summary>Why it was granted or refused.</summary>
    public string? Answer { get; set; }

    /// <summary>The day from which on the answer holds; null of what is answered: the day on which that was recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Answered { get; set; }
}

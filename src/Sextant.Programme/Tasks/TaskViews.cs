using Sextant.Programme.Documents;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>How a task stands on a day.</summary>
public enum TaskProgress
{
    /// <summary>Nothing was reported.</summary>
    NotStarted,

    /// <summary>Something was reported.</summary>
    UnderWay,

    /// <summary>Its last day is over and it is not done.</summary>
    Overdue,

    /// <summary>Done.</summary>
    Done,

    /// <summary>It is no longer to be done.</summary>
    Cancelled,
}

/// <summary>Who is to be told that a task is late.</summary>
public enum Escalation
{
    /// <summary>Nobody: it is not late.</summary>
    None,

    /// <summary>The lead unit.</summary>
    Unit,

    /// <summary>The standing office.</summary>
    Office,

    /// <summary>The head of the task force.</summary>
    Head,
}

/// <summary>A plan of a year.</summary>
/// <param name="State">One of <see cref="TaskWords.PlanStates"/>.</param>
/// <param name="TaskCount">The stated number of tasks, or how many are written down.</param>
/// <param name="Decision">The document by which it was issued; null where nobody knows it, or it is not issued.</param>
public sealed record PlanLine(string Id, int Year, string Title, string State, int TaskCount, (string Id, string Title)? Decision, DateOnly? Issued, string? Source, LocalText? Note);

/// <summary>An organisation by slug and name, or a class of units in a plan's words.</summary>
/// <param name="Slug">The organisation; null of a class.</param>
public sealed record TaskUnit(string? Slug, LocalText Name);

/// <summary>A task.</summary>
public sealed record TaskView
{
    /// <summary>Names it: <c>ke-hoach-2015/3</c>, which is also its address.</summary>
    public required string Key { get; init; }

    /// <summary>Its number within the plan or the meeting.</summary>
    public required int Number { get; init; }

    /// <summary>Id of the plan; null where it only follows from a conclusion.</summary>
    public string? Plan { get; init; }

    /// <summary>Key of the conclusion that it carries out.</summary>
    public string? Direction { get; init; }

    /// <summary>The group of work.</summary>
    public int? WorkGroup { get; init; }

    /// <summary>What is to be done; null: a source counts it and does not say what it is.</summary>
    public string? Text { get; init; }

    /// <summary>What comes out of it.</summary>
    public string? Product { get; init; }

    /// <summary>The lead unit.</summary>
    public TaskUnit? Lead { get; init; }

    /// <summary>Who works along.</summary>
    public IReadOnlyList<TaskUnit> With { get; init; } = [];

    /// <summary>The last day.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>How exactly the plan says it: one of <see cref="TaskWords.DueKinds"/>.</summary>
    public string? DueBy { get; init; }

    /// <summary>How it stands.</summary>
    public TaskProgress Progress { get; init; }

    /// <summary>What the last report that says so says is done.</summary>
    public int? Percent { get; init; }

    /// <summary>Days since its last day, where it is late; 0 otherwise.</summary>
    public int DaysLate { get; init; }

    /// <summary>From which day on it is no longer to be done; null: it is.</summary>
    public DateOnly? Cancelled { get; init; }

    /// <summary>Who is to be told.</summary>
    public Escalation Escalation { get; init; }

    /// <summary>What was reported, oldest first.</summary>
    public IReadOnlyList<TaskReportView> Reports { get; init; } = [];

    /// <summary>More time asked for, oldest first.</summary>
    public IReadOnlyList<ExtensionView> Extensions { get; init; } = [];

    /// <summary>Whom it went up to while it was late, oldest first.</summary>
    public IReadOnlyList<EscalationView> Escalations { get; init; } = [];

    /// <summary>Where it comes from.</summary>
    public string? Source { get; init; }

    /// <summary>Whether one of some organisations leads it or works along.</summary>
    public bool IsOf(IReadOnlySet<string> organisations) => With.Append(Lead).Any(unit => unit?.Slug is { } slug && organisations.Contains(slug));
}

/// <summary>A report of progress.</summary>
public sealed record TaskReportView(int Position, DateOnly Date, int? Percent, string Text, bool Done, string? ProofKind, string? ProofReference, string By)
{
    /// <summary>Files that show it.</summary>
    public IReadOnlyList<DocumentFileView> Files { get; init; } = [];
}

/// <summary>More time asked for.</summary>
/// <param name="State"><c>asked</c>, <c>granted</c> or <c>refused</c>.</param>
/// <param name="Answered">The day from which on the answer holds; null: there is none.</param>
public sealed record ExtensionView(int Position, DateOnly? Was, DateOnly Wanted, string Text, string State, string? Answer, DateOnly? Answered);

/// <summary>Which tasks are wanted; empty members take all.</summary>
public sealed record TaskFilter
{
    /// <summary>Of one plan.</summary>
    public string? Plan { get; init; }

    /// <summary>That carry out one of these conclusions.</summary>
    public IReadOnlyCollection<string> Directions { get; init; } = [];

    /// <summary>That an organisation leads or works along in.</summary>
    public string? Organisation { get; init; }

    /// <summary>Of one group of work.</summary>
    public int? WorkGroup { get; init; }

    /// <summary>Due in one year.</summary>
    public int? DueYear { get; init; }

    /// <summary>That stand so.</summary>
    public TaskProgress? Progress { get; init; }

    /// <summary>Words, with or without accents.</summary>
    public string? Search { get; init; }

    /// <summary>Also those of plans that are not issued yet: for who may see drafts.</summary>
    public bool Drafts { get; init; }
}

/// <summary>When a late task goes up, and to whom.</summary>
/// <param name="OfficeAfter">Days late from which it is a matter for the office.</param>
/// <param name="HeadAfter">Days late from which it is a matter for the head of the task force.</param>
/// <param name="Head">Key of the person who heads the task force; null: nobody was named.</param>
public sealed record EscalationRule(int OfficeAfter, int HeadAfter, string? Head);

/// <summary>A step that a late task went up.</summary>
/// <param name="Level"><c>unit</c>, <c>office</c> or <c>head</c>.</param>
/// <param name="Ended">The day on which it was over; null: it stands.</param>
/// <param name="Outcome"><c>done</c>, <c>cancelled</c> or <c>extended</c>.</param>
public sealed record EscalationView(string Level, DateOnly Due, DateOnly Raised, DateOnly? Ended, string? Outcome);

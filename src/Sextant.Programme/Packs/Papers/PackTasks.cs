namespace Sextant.Programme.Packs;

/// <summary>A plan of a year. A pack lists plans that were issued.</summary>
public sealed record PackPlan
{
    public required string Id { get; init; }

    public required int Year { get; init; }

    public required string Title { get; init; }

    /// <summary>The stated number of tasks: those that <see cref="Tasks"/> does not name are there without a text.</summary>
    public int? TaskCount { get; init; }

    /// <summary>The document by which it was issued.</summary>
    public string? Decision { get; init; }

    public DateOnly? Issued { get; init; }

    public IReadOnlyList<PackTask> Tasks { get; init; } = [];

    public required string Source { get; init; }

    public string? Note { get; init; }
}

/// <summary>A task of a plan.</summary>
public sealed record PackTask
{
    public required int Number { get; init; }

    public string? Text { get; init; }

    public int? Group { get; init; }

    public string? Product { get; init; }

    /// <summary>Slug of the lead unit.</summary>
    public string? Lead { get; init; }

    /// <summary>The lead in the plan's words, where it is no single organisation.</summary>
    public string? LeadText { get; init; }

    public DateOnly? Due { get; init; }

    /// <summary><c>day</c>, <c>month</c>, <c>quarter</c>, <c>year</c>.</summary>
    public string? DueBy { get; init; }

    public IReadOnlyList<PackCooperation> With { get; init; } = [];
}

/// <summary>Who works along: an organisation, or a class of units in the plan's words.</summary>
public sealed record PackCooperation(string? Organisation, string? Text);

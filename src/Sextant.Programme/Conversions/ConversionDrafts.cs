namespace Sextant.Programme.Conversions;

/// <summary>The sections of a conversion plan as a person writes them.</summary>
public sealed record ConversionDraft
{
    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>Words by section, of <see cref="Register.ConversionWords.Sections"/>.</summary>
    public IReadOnlyDictionary<string, string?> Sections { get; init; } = new Dictionary<string, string?>();

    /// <summary>Sections that stand in the uploaded file instead.</summary>
    public IReadOnlyList<string> InFile { get; init; } = [];

    /// <summary>Layers that the unit does not have.</summary>
    public IReadOnlyList<string> NotHad { get; init; } = [];
}

/// <summary>A stage as a person enters it.</summary>
/// <param name="Position">Its place; null: behind the last.</param>
public sealed record StageDraft(string Title, DateOnly Starts, DateOnly Ends, string? Product, int? Position = null);

/// <summary>A system as a person enters it.</summary>
/// <param name="Stage">Position of the stage in which it is converted.</param>
/// <param name="Position">Its place; null: behind the last.</param>
public sealed record SystemDraft(string Name, string Layer, string Stack, string Capability, int? Stage, string? Remark, int? Position = null);

/// <summary>By what a unit has issued its plan.</summary>
public sealed record ConversionIssue(string? Number, DateOnly? Date);

using Sextant.Programme.Documents;
using Sextant.Programme.Register;

namespace Sextant.Programme.Conversions;

/// <summary>A conversion plan in a list.</summary>
/// <param name="Key"><c>hue/1</c>.</param>
/// <param name="State">One of <see cref="TaskWords.PlanStates"/>.</param>
/// <param name="Document">Number of the document by which it was issued.</param>
public sealed record ConversionLine(string Key, string Organisation, int Number, string Title, string State, string? Document, DateOnly? Issued);

/// <summary>A conversion plan with all that belongs to it.</summary>
public sealed record ConversionView
{
    /// <summary>The line of the list.</summary>
    public required ConversionLine Line { get; init; }

    /// <summary>Whose it is.</summary>
    public required (string Slug, LocalText Name) Organisation { get; init; }

    /// <summary>Words by section; a section that nobody wrote is not in it.</summary>
    public required IReadOnlyDictionary<string, string> Sections { get; init; }

    /// <summary>Sections that stand in the uploaded file.</summary>
    public IReadOnlyList<string> InFile { get; init; } = [];

    /// <summary>Layers that the unit does not have.</summary>
    public IReadOnlyList<string> NotHad { get; init; } = [];

    /// <summary>Why it was given back.</summary>
    public string? Answer { get; init; }

    /// <summary>Stages in the order of their days.</summary>
    public IReadOnlyList<StageView> Stages { get; init; } = [];

    /// <summary>The inventory.</summary>
    public IReadOnlyList<SystemView> Systems { get; init; } = [];

    /// <summary>Files, with what each is.</summary>
    public IReadOnlyList<(string Role, DocumentFileView File)> Files { get; init; } = [];

    /// <summary>Whether the signed plan is there.</summary>
    public bool HasFile => Files.Any(file => file.Role == "plan");
}

/// <summary>A stage.</summary>
public sealed record StageView(int Position, string Title, DateOnly Starts, DateOnly Ends, string? Product);

/// <summary>A system of the inventory.</summary>
public sealed record SystemView(int Position, string Name, string Layer, string Stack, string Capability, int? Stage, string? Remark);

/// <summary>A system of an issued plan's inventory, as indicators count it.</summary>
/// <param name="Layer">One of <see cref="ConversionWords.Layers"/>.</param>
/// <param name="Stack">One of <see cref="ConversionWords.Stacks"/>.</param>
public sealed record InventoryItem(string Organisation, string Layer, string Stack);

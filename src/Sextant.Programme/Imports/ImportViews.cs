using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports;

/// <summary>A file that somebody wants to bring in.</summary>
/// <param name="Form">Id of the form.</param>
/// <param name="Scope">What it belongs to, where the form asks for it.</param>
public sealed record ImportUpload(string Form, string? Scope, string FileName, byte[] Content);

/// <summary>What came of a step: done, or all that is wrong.</summary>
/// <param name="Key">The import; null when it was not taken.</param>
public sealed record ImportOutcome(string? Key, TableFaults Faults);

/// <summary>An import as it stands.</summary>
public sealed record ImportView
{
    /// <summary>Names it.</summary>
    public required string Key { get; init; }

    /// <summary>Id of the form.</summary>
    public required string Form { get; init; }

    /// <summary>What it belongs to.</summary>
    public string? Scope { get; init; }

    /// <summary>The file as it was called.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>An import that stands applied and says the same, row by row, as this one that is staged: it may be the same table, saved anew; null: none does.</summary>
    public string? SameAs { get; init; }

    /// <summary>Rows of the table.</summary>
    public required int Rows { get; init; }

    /// <summary>Facts: new, changed, as they were.</summary>
    public required (int Added, int Changed, int Unchanged) Counts { get; init; }

    /// <summary><c>staged</c>, <c>applied</c>, <c>undone</c> or <c>dropped</c>.</summary>
    public required string State { get; init; }

    /// <summary>Key of the person who staged it.</summary>
    public required string By { get; init; }

    /// <summary>Its way: each state with who, when and why.</summary>
    public IReadOnlyList<ImportStep> Steps { get; init; } = [];

    /// <summary>What it would write, or wrote; at most <see cref="ImportDesk.MostShown"/>.</summary>
    public IReadOnlyList<ImportLine> Lines { get; init; } = [];
}

/// <summary>One step of an import.</summary>
public sealed record ImportStep(string State, string Who, DateTimeOffset At, string? Reason);

/// <summary>One fact of an import.</summary>
/// <param name="Line">The row of the table.</param>
/// <param name="Fact">Names the fact in the register.</param>
/// <param name="New">Whether there was none before.</param>
public sealed record ImportLine(int Line, string Fact, bool New)
{
    /// <summary>What people call it; null: it has no name but its key.</summary>
    public string? Name { get; init; }

    /// <summary>The page on which it is read; null: none of its own.</summary>
    public string? Place { get; init; }
}

/// <summary>Something changed between staging and applying: the table is faulty now.</summary>
internal sealed class ImportFaultyException(TableFaults faults) : Exception("the table is faulty")
{
    internal TableFaults Faults { get; } = faults;
}

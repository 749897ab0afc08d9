namespace Sextant.Programme.Tables;

/// <summary>A column of a form.</summary>
/// <param name="Id">Names it in files of programs; its header in each language is <c>column.ID</c> of <see cref="TableTexts"/>.</param>
/// <param name="Required">Whether the column must be there; whether each of its cells must be filled is asked by who reads it.</param>
public sealed record TableColumn(string Id, bool Required = true)
{
    /// <summary>Another column whose header is read for this one, as tables bore it that went out earlier.</summary>
    public string? Also { get; init; }
}

/// <summary>What a table looks like that can be brought in or given out.</summary>
/// <param name="Id">Names it; its name in each language is <c>form.ID</c>.</param>
public sealed record TableForm(string Id, IReadOnlyList<TableColumn> Columns);

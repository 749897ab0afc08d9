using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Papers;

/// <summary>The words of documents, paragraph by paragraph: a cell holds no whole document.</summary>
public sealed class DocumentWordsList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new("document-words", [new("document"), new("document-number"), new("paragraph"), new("words")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters => DocumentParts.Filters;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) => await DocumentParts.OfAsync(
        Table,
        reading,
        async context => (await context.Begun<RegisterDocument>(reading.AsOf).Where(row => row.Text != null).Select(row => new { row.Key, row.Text }).ToListAsync(cancellation).ConfigureAwait(false))
            .SelectMany(row => row.Text!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Index().Select(part => (row.Key, Cells: (object?[])[part.Index + 1, part.Item])))
            .ToLookup(part => part.Key, part => part.Cells, StringComparer.Ordinal),
        cancellation).ConfigureAwait(false);
}

using Sextant.Programme.Documents;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Papers;

/// <summary>Parts of documents on their way out: narrowed as the documents are, or to those of one, in the order of the documents.</summary>
internal static class DocumentParts
{
    internal static IReadOnlyList<ListFilter> Filters { get; } = [.. DocumentChoice.Filters, new("document")];

    /// <param name="parts">By document, cells behind its id and number.</param>
    internal static async Task<WrittenTable> OfAsync(TableForm form, ListReading reading, Func<ProgrammeContext, Task<ILookup<string, object?[]>>> parts, CancellationToken cancellation)
    {
        await using ProgrammeContext context = reading.Database.Create();
        DocumentReading documents = await new DocumentReading(context, reading.AsOf).OpenAsync(cancellation).ConfigureAwait(false);
        IReadOnlySet<string>? chosen = await DocumentChoice.OfAsync(reading, cancellation).ConfigureAwait(false);
        string? one = reading.Chosen("document");
        RegisterDocument[] rows =
        [
            .. (await documents.RowsAsync(cancellation).ConfigureAwait(false)).Where(row => (chosen is null || chosen.Contains(row.Key)) && (one is null || row.Key == one))
                .OrderByDescending(row => row.Date ?? DateOnly.MinValue).ThenBy(row => row.Key, StringComparer.Ordinal),
        ];
        ILookup<string, object?[]> cells = await parts(context).ConfigureAwait(false);
        return new WrittenTable(form, [.. rows.SelectMany(row => cells[row.Key].Select(part => (object?[])[row.Key, row.Number, .. part]))]);
    }
}

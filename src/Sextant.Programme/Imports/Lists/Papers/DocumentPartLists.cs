using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Papers;

/// <summary>A part of documents as a list of its own: narrowed as the documents are, in their order.</summary>
public abstract class DocumentPartList : IListTable
{
    /// <inheritdoc/>
    public abstract TableForm Table { get; }

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters { get; } = [.. DocumentChoice.Filters, new("document")];

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
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
        ILookup<string, object?[]> parts = await PartsAsync(context, reading, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. rows.SelectMany(row => parts[row.Key].Select(part => (object?[])[row.Key, row.Number, .. part]))]);
    }

    /// <summary>By document, cells behind its id and number.</summary>
    private protected abstract Task<ILookup<string, object?[]>> PartsAsync(ProgrammeContext context, ListReading reading, CancellationToken cancellation);
}

/// <summary>The words of documents, paragraph by paragraph: a cell holds no whole document.</summary>
public sealed class DocumentWordsList : DocumentPartList
{
    /// <inheritdoc/>
    public override TableForm Table { get; } = new("document-words", [new("document"), new("document-number"), new("paragraph"), new("words")]);

    private protected override async Task<ILookup<string, object?[]>> PartsAsync(ProgrammeContext context, ListReading reading, CancellationToken cancellation) =>
        (await context.Begun<RegisterDocument>(reading.AsOf).Where(row => row.Text != null).Select(row => new { row.Key, row.Text }).ToListAsync(cancellation).ConfigureAwait(false))
            .SelectMany(row => row.Text!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Index().Select(part => (row.Key, Cells: (object?[])[part.Index + 1, part.Item])))
            .ToLookup(part => part.Key, part => part.Cells, StringComparer.Ordinal);
}

/// <summary>Articles that were extracted of documents.</summary>
public sealed class ArticleList : DocumentPartList
{
    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        "document-articles", [new("document"), new("document-number"), new("article-position"), new("article-number"), new("article-title"), new("article-text")]);

    private protected override async Task<ILookup<string, object?[]>> PartsAsync(ProgrammeContext context, ListReading reading, CancellationToken cancellation) =>
        (await context.Known<RegisterArticle>(reading.AsOf).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Document, row => (object?[])[row.Position, row.Number, row.Title, row.Text], StringComparer.Ordinal);
}

/// <summary>What documents oblige somebody to, by when, and what shows that it is met.</summary>
public sealed class ObligationList : DocumentPartList
{
    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        "document-obligations",
        [
            new("document"), new("document-number"), new("obligation-position"), new("obligation-text"), new("obligation-article"), new("organisation"), new("unit-name"), new("addressee"),
            new("obligation-due"), new("obligation-proofs"),
        ]);

    private protected override async Task<ILookup<string, object?[]>> PartsAsync(ProgrammeContext context, ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        ILookup<string, string> proofs = (await context.Known<RegisterProof>(reading.AsOf).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Obligation, row => row.Reference, StringComparer.Ordinal);
        Dictionary<string, string> articles = await context.Known<RegisterArticle>(reading.AsOf).ToDictionaryAsync(row => row.Key, row => row.Number, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return (await context.Known<RegisterObligation>(reading.AsOf).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false)).ToLookup(
            row => row.Document,
            row => (object?[])
            [
                row.Position, row.Text, row.Article is { } article ? articles.GetValueOrDefault(article) : null, row.Organisation, names(row.Organisation), row.Addressee, row.Due,
                string.Join("; ", proofs[row.Key]) is { Length: > 0 } shown ? shown : null,
            ],
            StringComparer.Ordinal);
    }
}

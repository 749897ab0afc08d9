using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Imports.Lists.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>Articles of documents. A row with a place rewrites the article that stands there, one without is a further article of its document.</summary>
public sealed class ArticleTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "document-articles";

    /// <summary>32,000: a cell of a spreadsheet holds 32,767 characters. What is longer goes out cut, and is changed on its page alone.</summary>
    private const int MostText = 32_000;

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id, [new("document"), new("document-called", false), new("article-position", false), new("article-number"), new("article-title", false), new("article-text")]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteDocuments;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters => DocumentParts.Filters;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) => await DocumentParts.OfAsync(
        Table,
        reading,
        async context => (await context.Known<RegisterArticle>(reading.AsOf).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Document, row => (object?[])[row.Position, row.Number, row.Title, Cell(row.Text)], StringComparer.Ordinal),
        cancellation).ConfigureAwait(false);

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        PartGround<RegisterArticle> ground = await new PartGround<RegisterArticle>(reading, "article-position", DocumentKeys.Article).ReadAsync(cancellation).ConfigureAwait(false);
        foreach (TableRow row in reading.Table.Rows)
        {
            string? document = ground.Document(row);
            (RegisterArticle? before, bool known) = ground.Named(row, document);
            if (Said(row, before) is { } said && document is not null && known && reading.First(row, before?.Key ?? $"{document} {said.Number} {said.Text}"))
            {
                ground.Put(row, document, said, one => one.Number == said.Number && one.Text == said.Text, ("article-number", "article-known"));
            }
        }
    }

    /// <summary>An article that came in goes only while no obligation rests on it.</summary>
    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        ProgrammeContext context = undoing.Context;
        IQueryable<string> added = context.Set<RegisterImportLine>().Where(line => line.Import == undoing.Import.Key && line.BeforeId == null).Select(line => line.RowKey);
        if (await context.Current<RegisterObligation>().AnyAsync(row => row.Article != null && added.Contains(row.Article), cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("article-obliges");
        }
    }

    // Never in the middle of a character that takes two.
    private static string Cell(string text) => text.Length > MostText ? text[..(char.IsHighSurrogate(text[MostText - 1]) ? MostText - 1 : MostText)] + "…" : text;

    /// <summary>What a row says; null, with its faults, where that is no article.</summary>
    private static RegisterArticle? Said(TableRow row, RegisterArticle? before)
    {
        string? number = row.Text("article-number", required: true, 200);
        string? title = row.Has("article-title") ? row.Text("article-title", most: 1000) : before?.Title;
        string? text = row.Lines("article-text", required: true, MostText + 1);
        if (before is { Text.Length: > MostText } && text is not null)
        {
            // It went out cut: as it was given it stands, but nobody can say what became of the rest otherwise.
            if (text != Cell(before.Text))
            {
                row.Fault("article-text", "article-long", MostText);
            }

            text = before.Text;
        }

        if (number is null || text is null)
        {
            return null;
        }

        var said = (RegisterArticle?)before?.Next() ?? new RegisterArticle { Key = "", Document = "", Number = number, Text = text, Folded = "" };
        (said.Number, said.Title, said.Text, said.Folded) = (number, title, text, SearchText.Of(number, title, text));
        return said;
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Imports.Lists.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>
/// What documents oblige somebody to, and by when. A row with a place rewrites the obligation that stands there, one without is a further one of its document. What shows that one is met is given out
/// and not read.
/// </summary>
public sealed class ObligationTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "document-obligations";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id,
        [
            new("document"), new("document-called", false), new("obligation-position", false), new("obligation-text"), new("obligation-article", false), new("organisation", false),
            new("organisation-name", false), new("addressee", false), new("obligation-due", false), new("obligation-shown", false),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteDocuments;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters => DocumentParts.Filters;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        return await DocumentParts.OfAsync(Table, reading, PartsAsync, cancellation).ConfigureAwait(false);

        async Task<ILookup<string, object?[]>> PartsAsync(ProgrammeContext context)
        {
            ILookup<string, string> proofs = (await context.Known<RegisterProof>(reading.AsOf).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false))
                .ToLookup(row => row.Obligation, row => row.Reference, StringComparer.Ordinal);
            Dictionary<string, string> articles = await context.Known<RegisterArticle>(reading.AsOf).Select(row => new { row.Key, row.Number })
                .ToDictionaryAsync(row => row.Key, row => row.Number, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
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

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        PartGround<RegisterObligation> ground = await new PartGround<RegisterObligation>(reading, "obligation-position", DocumentKeys.Obligation).ReadAsync(cancellation).ConfigureAwait(false);
        ILookup<string, ArticleName> articles = (await reading.Context.Current<RegisterArticle>().Select(row => new { row.Key, row.Document, row.Position, row.Number }).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Document, row => new ArticleName(row.Key, row.Position.ToString(CultureInfo.InvariantCulture), Folded.Of(row.Number)), StringComparer.Ordinal);
        foreach (TableRow row in reading.Table.Rows)
        {
            string? document = ground.Document(row);
            (RegisterObligation? before, bool known) = ground.Named(row, document);
            if (Said(reading, row, before, document is null ? [] : articles[document]) is { } said && document is not null && known
                && reading.First(row, before?.Key ?? $"{document} {said.Text} {said.Organisation} {said.Addressee} {said.Due}"))
            {
                ground.Put(
                    row, document, said, one => (one.Text, one.Organisation, one.Addressee, one.Due) == (said.Text, said.Organisation, said.Addressee, said.Due), ("obligation-text", "obligation-known"));
            }
        }
    }

    /// <summary>An obligation that came in goes only while nothing shows that it is met; one that rested on an article goes back to it only while that article stands.</summary>
    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        ProgrammeContext context = undoing.Context;
        IQueryable<RegisterImportLine> lines = context.Set<RegisterImportLine>().Where(line => line.Import == undoing.Import.Key);
        IQueryable<string> added = lines.Where(line => line.BeforeId == null).Select(line => line.RowKey);
        if (await context.Current<RegisterProof>().Where(row => added.Contains(row.Obligation)).Select(row => row.Obligation).FirstOrDefaultAsync(cancellation).ConfigureAwait(false) is { } shown)
        {
            throw new RefusedException("obligation-shown", shown);
        }

        IQueryable<long?> before = lines.Where(line => line.BeforeId != null).Select(line => line.BeforeId);
        IQueryable<RegisterArticle> standing = context.Current<RegisterArticle>();
        if (await context.Set<RegisterObligation>().AnyAsync(row => before.Contains(row.Id) && row.Article != null && !standing.Any(article => article.Key == row.Article), cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("article-none");
        }
    }

    /// <summary>What a row says; null, with its faults, where that is no obligation. A column that the table does not have leaves what stands.</summary>
    private static RegisterObligation? Said(ImportReading reading, TableRow row, RegisterObligation? before, IEnumerable<ArticleName> articles)
    {
        string? text = row.Lines("obligation-text", required: true);
        string? article = row.Has("obligation-article") ? Article(row, before, [.. articles]) : before?.Article;
        string? organisation = row.Has("organisation") ? reading.AnyOrganisation(row, "organisation") : before?.Organisation;
        string? addressee = row.Has("addressee") ? row.Text("addressee") : before?.Addressee;
        DateOnly? due = row.Has("obligation-due") ? row.Day("obligation-due") : before?.Due;
        if (text is null)
        {
            return null;
        }

        var said = (RegisterObligation?)before?.Next() ?? new RegisterObligation { Key = "", Document = "", Text = text, Folded = "" };
        (said.Text, said.Article, said.Organisation, said.Addressee, said.Due, said.Folded) = (text, article, organisation, addressee, due, SearchText.Of(addressee, text));
        return said;
    }

    /// <summary>The article that a cell names, as its document counts or by its place; the one that stands, where several bear its number.</summary>
    private static string? Article(TableRow row, RegisterObligation? before, IReadOnlyList<ArticleName> articles)
    {
        if (row.Text("obligation-article", most: 200) is not { } written)
        {
            return null;
        }

        string folded = Folded.Of(written);
        ArticleName[] found = [.. articles.Where(one => one.Folded == folded)];
        found = found.Length == 0 ? [.. articles.Where(one => one.Position == written)] : found;
        if (found.Length == 1 || found.Any(one => one.Key == before?.Article))
        {
            return found.Length == 1 ? found[0].Key : before!.Article;
        }

        row.Fault("obligation-article", found.Length == 0 ? "article-none" : "article-several", Quoted.Of(written));
        return null;
    }

    /// <summary>An article: its key, its place as people write it, and how its document counts it, folded.</summary>
    private sealed record ArticleName(string Key, string Position, string Folded);
}

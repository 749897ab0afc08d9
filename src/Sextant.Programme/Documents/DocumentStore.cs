using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Documents;

/// <summary>Reads documents: lists, searches, and one with its relations in both directions.</summary>
public sealed class DocumentStore(ProgrammeDatabase database)
{
    /// <summary>600: those of every organisation that a country has, some kB each.</summary>
    private const int Organisations = 600;

    /// <summary>The documents wanted that bear a date up to the day (or none that is known): by how well they fit a search, else newest first.</summary>
    public async Task<DocumentList> ListAsync(DocumentFilter filter, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        var search = new DocumentSearch(filter.Search);
        DocumentReading reading = await new DocumentReading(context, asOf).OpenAsync(cancellation).ConfigureAwait(false);
        IEnumerable<RegisterDocument> rows = Wanted(await reading.RowsAsync(cancellation).ConfigureAwait(false), filter);
        if (search.Words.Count > 0)
        {
            HashSet<string> holding = [.. await Holding(context, search, asOf).ToListAsync(cancellation).ConfigureAwait(false)];
            rows = rows.Where(row => holding.Contains(row.Key));
        }

        // States depend on relations and ranks on accents: both are settled here, over the few thousand documents that a country has.
        (RegisterDocument Row, DocumentLine Line)[] found =
        [
            .. rows.Select(row => (Row: row, Line: reading.Line(row))).Where(one => filter.State is null || one.Line.State == filter.State)
                .OrderBy(one => search.Rank(one.Row)).ThenByDescending(one => one.Row.Date ?? DateOnly.MinValue).ThenBy(one => one.Row.Key, StringComparer.Ordinal),
        ];
        (RegisterDocument Row, DocumentLine Line)[] page = [.. found.Skip((Math.Max(1, filter.Page) - 1) * filter.Most).Take(filter.Most)];
        ILookup<string, string> parts = search.Words.Count == 0 ? Enumerable.Empty<string>().ToLookup(text => text)
            : await PartsAsync(context, [.. page.Select(one => one.Row.Key)], asOf, cancellation).ConfigureAwait(false);
        return new DocumentList([.. page.Select(one => one.Line with { Excerpt = search.Excerpt(one.Row, parts[one.Row.Key]) })], found.Length);
    }

    /// <summary>One document; null when there is none on the day.</summary>
    public async Task<DocumentView?> FindAsync(string id, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        if (await context.Begun<RegisterDocument>(asOf).SingleOrDefaultAsync(row => row.Key == id, cancellation).ConfigureAwait(false) is not { } document)
        {
            return null;
        }

        DocumentReading reading = await new DocumentReading(context, asOf).OpenAsync(cancellation).ConfigureAwait(false);
        (IReadOnlyList<RelatedDocument> does, IReadOnlyList<RelatedDocument> undergoes) = await RelatedAsync(context, reading, id, asOf, cancellation).ConfigureAwait(false);
        List<RegisterArticle> articles = await context.Known<RegisterArticle>(asOf).Where(row => row.Document == id).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        List<DocumentFileView> files = await context.Known<RegisterDocumentFile>(asOf).Where(row => row.Document == id).OrderBy(row => row.Id)
            .Select(row => new DocumentFileView(row.Sha256, row.Name, row.Type, row.Bytes)).ToListAsync(cancellation).ConfigureAwait(false);
        return new DocumentView
        {
            Line = reading.Line(document), IssuedBy = document.IssuedBy, Effective = document.Effective, Expires = document.Expires, Text = document.Text,
            Note = LocalText.OfNote(document.Note), Does = does, Undergoes = undergoes,
            Articles = [.. articles.Select(row => new ArticleView(row.Position, row.Number, row.Title, row.Text))],
            Obligations = await ObligationsAsync(context, reading, row => row.Document == id, asOf, cancellation).ConfigureAwait(false),
            Files = files, Corrected = Origin.IsPerson(document.Origin),
            Programmes = [.. (await context.Known<RegisterProgramme>(asOf).Where(row => row.Decision == id).OrderBy(row => row.Starts).ToListAsync(cancellation).ConfigureAwait(false)).Select(row => (row.Key, row.Name))],
        };
    }

    /// <summary>What an organisation is obliged to, with the document of each.</summary>
    public Task<IReadOnlyList<(DocumentLine Document, ObligationView Obligation)>> ObligationsOfAsync(string organisation, AsOf asOf, CancellationToken cancellation = default) =>
        database.Memory.OnceAsync("obligations", (organisation, asOf), () => ReadObligationsAsync(organisation, asOf, cancellation), cancellation, Organisations);

    private async Task<IReadOnlyList<(DocumentLine Document, ObligationView Obligation)>> ReadObligationsAsync(string organisation, AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        DocumentReading reading = await new DocumentReading(context, asOf).OpenAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<ObligationView> obligations = await ObligationsAsync(context, reading, row => row.Organisation == organisation, asOf, cancellation).ConfigureAwait(false);
        string[] ids = [.. obligations.Select(one => DocumentOf(one.Key)).Distinct(StringComparer.Ordinal)];
        Dictionary<string, DocumentLine> lines = (await context.Begun<RegisterDocument>(asOf).Where(row => ids.Contains(row.Key)).ToListAsync(cancellation).ConfigureAwait(false))
            .ToDictionary(row => row.Key, reading.Line, StringComparer.Ordinal);
        return [.. obligations.Where(one => lines.ContainsKey(DocumentOf(one.Key))).Select(one => (lines[DocumentOf(one.Key)], one))];
    }

    /// <summary>A file of a document; null when the document has none of that hash.</summary>
    public async Task<DocumentFileView?> FileAsync(string id, string sha256, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Known<RegisterDocumentFile>(asOf).Where(row => row.Document == id && row.Sha256 == sha256)
            .Select(row => new DocumentFileView(row.Sha256, row.Name, row.Type, row.Bytes)).SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
    }

    private static string DocumentOf(string obligation) => obligation[..obligation.IndexOf('/', StringComparison.Ordinal)];

    private static IEnumerable<RegisterDocument> Wanted(IEnumerable<RegisterDocument> rows, DocumentFilter filter) => rows.Where(row =>
        (string.IsNullOrEmpty(filter.Kind) || row.Kind == filter.Kind) && (filter.Year is not (>= 1 and <= 9998) || row.Date?.Year == filter.Year));

    /// <summary>The documents that hold all the words somewhere: asked of the database, where the texts of articles and obligations stay.</summary>
    private static IQueryable<string> Holding(ProgrammeContext context, DocumentSearch search, AsOf asOf)
    {
        IQueryable<RegisterDocument> rows = context.Begun<RegisterDocument>(asOf);
        IQueryable<RegisterArticle> articles = context.Known<RegisterArticle>(asOf);
        IQueryable<RegisterObligation> obligations = context.Known<RegisterObligation>(asOf);
        foreach (string word in search.Words)
        {
            rows = rows.Where(row => row.Folded.Contains(word)
                || articles.Any(article => article.Document == row.Key && article.Folded.Contains(word))
                || obligations.Any(obligation => obligation.Document == row.Key && obligation.Folded.Contains(word)));
        }

        return rows.Select(row => row.Key);
    }

    private static async Task<ILookup<string, string>> PartsAsync(ProgrammeContext context, string[] documents, AsOf asOf, CancellationToken cancellation)
    {
        var articles = await context.Known<RegisterArticle>(asOf).Where(row => documents.Contains(row.Document)).OrderBy(row => row.Position)
            .Select(row => new { row.Document, Text = row.Number + " " + row.Title + " " + row.Text }).ToListAsync(cancellation).ConfigureAwait(false);
        var obligations = await context.Known<RegisterObligation>(asOf).Where(row => documents.Contains(row.Document)).OrderBy(row => row.Position)
            .Select(row => new { row.Document, Text = row.Addressee + " " + row.Text }).ToListAsync(cancellation).ConfigureAwait(false);
        return articles.Concat(obligations).ToLookup(part => part.Document, part => part.Text, StringComparer.Ordinal);
    }

    private static async Task<(IReadOnlyList<RelatedDocument> Does, IReadOnlyList<RelatedDocument> Undergoes)> RelatedAsync(
        ProgrammeContext context, DocumentReading reading, string id, AsOf asOf, CancellationToken cancellation)
    {
        List<RegisterDocumentRelation> relations = await context.Known<RegisterDocumentRelation>(asOf).Where(row => row.From == id || row.To == id).ToListAsync(cancellation).ConfigureAwait(false);
        string[] ids = [.. relations.SelectMany(row => new[] { row.From, row.To }).Distinct(StringComparer.Ordinal)];
        Dictionary<string, DocumentLine> lines = (await context.Begun<RegisterDocument>(asOf).Where(row => ids.Contains(row.Key)).ToListAsync(cancellation).ConfigureAwait(false))
            .ToDictionary(row => row.Key, reading.Line, StringComparer.Ordinal);
        return (Of(row => row.From == id, row => row.To), Of(row => row.To == id, row => row.From));

        IReadOnlyList<RelatedDocument> Of(Func<RegisterDocumentRelation, bool> which, Func<RegisterDocumentRelation, string> other) =>
        [
            .. relations.Where(row => which(row) && lines.ContainsKey(other(row))).Select(row => new RelatedDocument(row.Kind, lines[other(row)]))
                .OrderBy(one => one.Document.Date).ThenBy(one => one.Document.Id, StringComparer.Ordinal),
        ];
    }

    private static async Task<IReadOnlyList<ObligationView>> ObligationsAsync(
        ProgrammeContext context, DocumentReading reading, System.Linq.Expressions.Expression<Func<RegisterObligation, bool>> which, AsOf asOf, CancellationToken cancellation)
    {
        List<RegisterObligation> rows = await context.Known<RegisterObligation>(asOf).Where(which).ToListAsync(cancellation).ConfigureAwait(false);
        string[] keys = [.. rows.Select(row => row.Key)];
        string[] articles = [.. rows.Select(row => row.Article).OfType<string>().Distinct(StringComparer.Ordinal)];
        Dictionary<string, string> numbers = await context.Known<RegisterArticle>(asOf).Where(row => articles.Contains(row.Key))
            .ToDictionaryAsync(row => row.Key, row => row.Number, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        ILookup<string, RegisterProof> proofs = (await context.Known<RegisterProof>(asOf).Where(row => keys.Contains(row.Obligation)).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Obligation, StringComparer.Ordinal);
        return
        [
            .. rows.OrderBy(row => row.Document, StringComparer.Ordinal).ThenBy(row => row.Position).Select(row => new ObligationView(
                row.Key, row.Position, row.Text, row.Article is null ? null : numbers.GetValueOrDefault(row.Article), reading.Named(row.Organisation), row.Addressee, row.Due,
                [.. proofs[row.Key].Select(proof => new ProofView(proof.Key, proof.Kind, proof.Reference, proof.Text))])),
        ];
    }
}

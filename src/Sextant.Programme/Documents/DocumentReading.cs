using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Documents;

/// <summary>Puts together what is known of documents on a day.</summary>
internal sealed class DocumentReading(ProgrammeContext context, AsOf asOf)
{
    private Dictionary<string, LocalText> _names = [];
    private HashSet<string> _replaced = [];

    internal async Task<DocumentReading> OpenAsync(CancellationToken cancellation)
    {
        _names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        _replaced = context.Memory is { } memory ? await memory.OnceAsync("documents-replaced", asOf, () => ReplacedAsync(cancellation), cancellation, ReadMemory.Days).ConfigureAwait(false)
            : await ReplacedAsync(cancellation).ConfigureAwait(false);
        return this;
    }

    /// <summary>The documents as they are known: those of now are held in memory, all days together, what was known then is read.</summary>
    internal async Task<IEnumerable<RegisterDocument>> RowsAsync(CancellationToken cancellation) =>
        asOf.Known is null && context.Memory is { } memory ? (await memory.CurrentAsync<RegisterDocument>(cancellation).ConfigureAwait(false)).Where(row => row.ValidFrom is null || row.ValidFrom <= asOf.Date)
        : await context.Begun<RegisterDocument>(asOf).ToListAsync(cancellation).ConfigureAwait(false);

    private async Task<HashSet<string>> ReplacedAsync(CancellationToken cancellation)
    {
        // A document that is signed and not in force yet replaces nothing: until then the other one holds.
        DateOnly day = asOf.Date;
        IQueryable<RegisterDocument> replacing = context.Begun<RegisterDocument>(asOf).Where(row => row.Effective == null || row.Effective <= day);
        return [.. await context.Known<RegisterDocumentRelation>(asOf).Where(row => row.Kind == "replaces" && replacing.Any(document => document.Key == row.From))
            .Select(row => row.To).ToListAsync(cancellation).ConfigureAwait(false)];
    }

    internal DocumentLine Line(RegisterDocument row) => new(
        row.Key, row.Kind, row.Number, row.Date, row.Title, Issuer(row), StateOf(row), row.Source);

    internal (string Slug, LocalText Name)? Named(string? slug) => slug is null ? null : (slug, _names.GetValueOrDefault(slug) ?? LocalText.Empty);

    private DocumentIssuer? Issuer(RegisterDocument row) => row switch
    {
        { Issuer: { } slug } => new DocumentIssuer(slug, _names.GetValueOrDefault(slug) ?? LocalText.Empty, row.IssuerInferred),
        { IssuerName: { } name } => new DocumentIssuer(null, new LocalText([KeyValuePair.Create(string.Empty, name)]), row.IssuerInferred),
        _ => null,
    };

    private DocumentState StateOf(RegisterDocument row) =>
        _replaced.Contains(row.Key) ? DocumentState.Replaced
        : row.Expires < asOf.Date ? DocumentState.Expired
        : row.Effective > asOf.Date ? DocumentState.Coming
        : row.Effective is null ? DocumentState.Unknown
        : DocumentState.InForce;
}

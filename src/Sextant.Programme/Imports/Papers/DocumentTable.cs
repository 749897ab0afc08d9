using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Documents;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Imports.Lists.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Wire;

namespace Sextant.Programme.Imports.Papers;

/// <summary>
/// Documents without their words: a row with an id rewrites that document, one without is a further document. Words, articles, obligations and files stay as they are.
/// </summary>
public sealed class DocumentTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "documents";

    /// <summary>1945: the first documents of the State.</summary>
    private const int FirstYear = 1945;

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id,
        [
            new("document", false), new("document-kind"), new("document-number", false), new("document-date", false), new("document-title"), new("issuer", false), new("issuer-text", false),
            new("issued-by", false), new("effective", false), new("expires", false), new("document-state", false),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteDocuments;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters => DocumentChoice.Filters;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        await using ProgrammeContext context = reading.Database.Create();
        DocumentReading documents = await new DocumentReading(context, reading.AsOf).OpenAsync(cancellation).ConfigureAwait(false);
        IEnumerable<RegisterDocument> rows = await documents.RowsAsync(cancellation).ConfigureAwait(false);
        rows = await DocumentChoice.OfAsync(reading, cancellation).ConfigureAwait(false) is { } chosen ? rows.Where(row => chosen.Contains(row.Key)) : rows;
        return new WrittenTable(Table, [.. rows.OrderByDescending(row => row.Date ?? DateOnly.MinValue).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => (object?[])
        [
            row.Key, reading.Word("document-kind", row.Kind), row.Number, row.Date, row.Title, row.Issuer, row.IssuerName, row.IssuedBy, row.Effective, row.Expires,
            reading.Word("document-state", FailureWords.Kebab(documents.Line(row).State.ToString())),
        ])]);
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        List<RegisterDocument> all = await reading.Context.Set<RegisterDocument>().AsNoTracking().Where(row => row.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, RegisterDocument> held = all.Where(row => !row.Withdrawn).ToDictionary(row => row.Key, StringComparer.Ordinal);
        ILookup<(string, DateOnly?), string> known = held.Values.Where(row => row.Number is not null).ToLookup(row => (Folded.Of(row.Number!), row.Date), row => row.Key);
        var ids = new NewIds(all.Select(row => row.Key));
        foreach (TableRow row in reading.Table.Rows)
        {
            string? id = row.Text("document", most: 200);
            RegisterDocument? before = id is null ? null : held.GetValueOrDefault(id);
            if (id is not null && before is null)
            {
                row.Fault("document", "document-none", Quoted.Of(id));
            }

            if (Document(reading, row, before) is not { } said || (id is not null && before is null))
            {
                continue;
            }

            string number = Folded.Of(said.Number ?? "");
            if (before is null && number.Length > 0 && known[(number, said.Date)].FirstOrDefault() is { } other)
            {
                row.Fault("document-number", "document-known", other);
            }
            else if (reading.First(row, before?.Key ?? $"{said.Kind} {number} {said.Date} {(number.Length == 0 ? said.Title : "")}"))
            {
                said.Key = before?.Key ?? ids.Next(said.Number ?? said.Title);
                reading.Put(DocumentKeys.Searchable(said), row.Number);
            }
        }
    }

    /// <summary>A document that came in goes only while nothing hangs on it: what does was written by others since.</summary>
    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        ProgrammeContext context = undoing.Context;
        List<string> added = await context.Set<RegisterImportLine>().Where(line => line.Import == undoing.Import.Key && line.BeforeId == null).Select(line => line.RowKey).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (string[] some in added.Chunk(500))
        {
            string? used = await DocumentUses.Parts(context, some).Concat(DocumentUses.Named(context, some)).Select(use => use.Document).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
            if (used is not null)
            {
                throw new RefusedException("document-used", used);
            }
        }
    }

    /// <summary>What a row says; null, with its faults, where that is no document. A column that the table does not have leaves what stands.</summary>
    private static RegisterDocument? Document(ImportReading reading, TableRow row, RegisterDocument? before)
    {
        string? kind = row.Word("document-kind", "document-kind", DocumentWords.Kinds, required: true);
        string? title = row.Text("document-title", required: true, 2000);
        (DateOnly? date, DateOnly? effective, DateOnly? expires) = (Day("document-date", before?.Date), Day("effective", before?.Effective), Day("expires", before?.Expires));
        (string? number, string? issuerText, string? issuedBy) = (Text("document-number", before?.Number, 200), Text("issuer-text", before?.IssuerName, 500), Text("issued-by", before?.IssuedBy, 200));
        string? issuer = row.Has("issuer") ? reading.AnyOrganisation(row, "issuer") : before?.Issuer;
        if (effective > expires)
        {
            row.Fault("expires", "until-before-from");
        }

        if (kind is null || title is null)
        {
            return null;
        }

        var said = (RegisterDocument?)before?.Next() ?? new RegisterDocument { Key = "", Kind = kind, Title = title, Folded = "" };
        said.ValidFrom = before is not null && before.Date == date ? said.ValidFrom : date;
        said.IssuerInferred = said.IssuerInferred && said.Issuer == issuer;
        (said.Kind, said.Number, said.Date, said.Title, said.Issuer, said.IssuerName, said.IssuedBy, said.Effective, said.Expires) = (kind, number, date, title, issuer, issuerText, issuedBy, effective, expires);
        return said;

        string? Text(string column, string? stands, int most) => row.Has(column) ? row.Text(column, most: most) : stands;

        DateOnly? Day(string column, DateOnly? stands) => row.Has(column) ? row.Day(column, earliest: FirstYear) : stands;
    }
}

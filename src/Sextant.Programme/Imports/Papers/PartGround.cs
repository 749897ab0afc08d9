using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>The documents that the rows of a table name, with what they have of one kind of part, read once for all rows.</summary>
/// <param name="reading">The table.</param>
/// <param name="column">Of the place.</param>
/// <param name="key">Of the part of a document at a place.</param>
internal sealed class PartGround<T>(ImportReading reading, string column, Func<string, int, string> key)
    where T : RegisterRow, IDocumentPart
{
    /// <summary>500: a statement with as many keys is small for both databases.</summary>
    private const int Chunk = 500;

    private readonly Dictionary<TableRow, string?> _named = [];
    private readonly Dictionary<string, DateOnly?> _days = new(StringComparer.Ordinal);
    private ILookup<string, T> _byDocument = Array.Empty<T>().ToLookup(part => part.Key);
    private Places _places = new([]);
    private readonly Dictionary<string, T> _held = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    internal async Task<PartGround<T>> ReadAsync(CancellationToken cancellation)
    {
        foreach (TableRow row in reading.Table.Rows)
        {
            _named.Add(row, await reading.DocumentAsync(row, "document", cancellation, required: true).ConfigureAwait(false));
        }

        var taken = new List<(string, int)>();
        foreach (string[] some in _named.Values.OfType<string>().Distinct(StringComparer.Ordinal).Chunk(Chunk))
        {
            foreach (var document in await reading.Context.Current<RegisterDocument>().Where(row => some.Contains(row.Key)).Select(row => new { row.Key, row.Date }).ToListAsync(cancellation).ConfigureAwait(false))
            {
                _days[document.Key] = document.Date;
            }

            foreach (T part in await reading.Context.Set<T>().AsNoTracking().Where(row => row.SupersededAt == null && some.Contains(row.Document)).ToListAsync(cancellation).ConfigureAwait(false))
            {
                taken.Add((part.Document, part.Position));
                if (!part.Withdrawn)
                {
                    _held.Add(part.Key, part);
                }
            }
        }

        _places = new Places(taken);
        _byDocument = _held.Values.ToLookup(part => part.Document, StringComparer.Ordinal);
        return this;
    }

    /// <summary>The document that a row names.</summary>
    internal string? Document(TableRow row) => _named[row];

    /// <summary>The part that a row rewrites by its place; not known, with a fault, where nothing stands at that place.</summary>
    internal (T? Before, bool Known) Named(TableRow row, string? document)
    {
        int? position = (int?)row.Amount(column, 1, 9_999);
        T? before = document is not null && position is { } given ? _held.GetValueOrDefault(key(document, given)) : null;
        bool known = position is null || before is not null;
        if (document is not null && !known)
        {
            row.Fault(column, "part-place");
        }

        return (before, known);
    }

    /// <summary>Puts what a row says: where the part stands, or at a place of its own, and there not a second time.</summary>
    /// <param name="row">The row.</param>
    /// <param name="document">Its document.</param>
    /// <param name="said">What it says.</param>
    /// <param name="same">Whether another part says that.</param>
    /// <param name="twice">The column and the fault where one does.</param>
    internal void Put(TableRow row, string document, T said, Func<T, bool> same, (string Column, string Fault) twice)
    {
        // A part that stands already is a further version of itself and has its key.
        if (said.Key.Length == 0)
        {
            if (_byDocument[document].FirstOrDefault(same) is { } stands)
            {
                row.Fault(twice.Column, twice.Fault, stands.Position);
                return;
            }

            (said.Document, said.Position, said.ValidFrom) = (document, _places.Next(document), _days[document]);
            said.Key = key(document, said.Position);
        }

        reading.Put(said, row.Number);
    }
}

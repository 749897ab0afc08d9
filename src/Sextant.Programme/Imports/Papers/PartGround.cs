using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>The documents that the rows of a table name, with what they have of one kind of part, read once for all rows.</summary>
internal sealed class PartGround<T>
    where T : RegisterRow
{
    /// <summary>500: a statement with as many keys is small for both databases.</summary>
    private const int Chunk = 500;

    private readonly Dictionary<TableRow, string?> _named = [];
    private readonly Dictionary<string, DateOnly?> _days = new(StringComparer.Ordinal);
    private ILookup<string, T> _byDocument = Array.Empty<T>().ToLookup(part => part.Key);
    private Places _places = new([]);

    /// <summary>What stands, by its key.</summary>
    internal Dictionary<string, T> Held { get; } = new(StringComparer.Ordinal);

    /// <param name="parts">The parts of some documents.</param>
    internal static async Task<PartGround<T>> OfAsync(
        ImportReading reading, Func<T, (string Document, int Position)> place, Func<IQueryable<T>, IReadOnlyCollection<string>, IQueryable<T>> parts, CancellationToken cancellation)
    {
        var ground = new PartGround<T>();
        foreach (TableRow row in reading.Table.Rows)
        {
            string? document = await reading.DocumentAsync(row, "document", cancellation, required: true).ConfigureAwait(false);
            ground._named.Add(row, document);
        }

        var taken = new List<(string, int)>();
        foreach (string[] some in ground._named.Values.OfType<string>().Distinct(StringComparer.Ordinal).Chunk(Chunk))
        {
            foreach (var document in await reading.Context.Current<RegisterDocument>().Where(row => some.Contains(row.Key)).Select(row => new { row.Key, row.Date }).ToListAsync(cancellation).ConfigureAwait(false))
            {
                ground._days[document.Key] = document.Date;
            }

            foreach (T part in await parts(reading.Context.Set<T>().AsNoTracking().Where(row => row.SupersededAt == null), some).ToListAsync(cancellation).ConfigureAwait(false))
            {
                taken.Add(place(part));
                if (!part.Withdrawn)
                {
                    ground.Held.Add(part.Key, part);
                }
            }
        }

        ground._places = new Places(taken);
        ground._byDocument = ground.Held.Values.ToLookup(part => place(part).Document, StringComparer.Ordinal);
        return ground;
    }

    /// <summary>The document that a row names.</summary>
    internal string? Document(TableRow row) => _named[row];

    /// <summary>The day that a document bears.</summary>
    internal DateOnly? Day(string document) => _days[document];

    /// <summary>The place of a further part of a document.</summary>
    internal int Next(string document) => _places.Next(document);

    /// <summary>What stands of a document.</summary>
    internal IEnumerable<T> Of(string document) => _byDocument[document];

    /// <summary>The part that a row rewrites by its place; not known, with a fault, where nothing stands at that place.</summary>
    internal (T? Before, bool Known) Named(TableRow row, string column, string? document, Func<string, int, string> key)
    {
        int? position = (int?)row.Amount(column, 1, 9_999);
        T? before = document is not null && position is { } given ? Held.GetValueOrDefault(key(document, given)) : null;
        bool known = position is null || before is not null;
        if (document is not null && !known)
        {
            row.Fault(column, "part-place");
        }

        return (before, known);
    }
}

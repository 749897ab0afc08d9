using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Events;

/// <summary>
/// What the register holds of the organisations that events speak of, with what these events would write: the second of a table sees what the first did.
/// </summary>
internal sealed class UnitBook
{
    /// <summary>Words behind <c>/organisations/</c> that are pages of their own: no organisation may be called so there.</summary>
    internal static readonly string[] Reserved = ["new", "events", "duplicates", "exemptions"];

    /// <summary>500: a statement with as many keys is small for both databases.</summary>
    private const int Chunk = 500;

    private readonly Dictionary<(Type, string), RegisterRow> _rows = [];
    private readonly Dictionary<string, HashSet<(Type, string)>> _byUnit = new(StringComparer.Ordinal);
    private readonly Dictionary<(Type, string), RegisterRow> _puts = [];
    private readonly List<(RegisterRow Row, RegisterRow? Held, RegisterRow? Put)> _journal = [];

    /// <summary>Every slug that an organisation has or had, also one that was taken back, and words that are addresses of pages.</summary>
    internal HashSet<string> Slugs { get; private init; } = [];

    /// <summary>Every key that an event has or had.</summary>
    internal HashSet<string> Events { get; private init; } = [];

    /// <summary>Kinds that the pack names, so that the first registrar can be entered, or that some organisation has or had.</summary>
    internal HashSet<string> Kinds { get; } = [];

    internal HashSet<string> Sectors { get; } = [];

    /// <summary>The scheme of codes that most organisations of a kind carry.</summary>
    internal Dictionary<string, string> Schemes { get; private init; } = [];

    /// <summary>What is to be written: each fact once, in its last wording.</summary>
    internal IReadOnlyCollection<RegisterRow> Puts => _puts.Values;

    internal static async Task<UnitBook> OpenAsync(ProgrammeContext context, IEnumerable<string> units, IEnumerable<string> codes, CancellationToken cancellation)
    {
        var book = new UnitBook
        {
            Slugs = [.. Reserved, .. await context.Set<RegisterOrganisation>().Select(row => row.Key).Distinct().ToListAsync(cancellation).ConfigureAwait(false)],
            Schemes = await SchemesAsync(context, cancellation).ConfigureAwait(false),
            Events = [.. await context.Set<RegisterUnitEvent>().Select(row => row.Key).Distinct().ToListAsync(cancellation).ConfigureAwait(false)],
        };
        book.Hold(await context.Current<RegisterOrganisation>().ToListAsync(cancellation).ConfigureAwait(false));
        book.Kinds.UnionWith(book.All<RegisterOrganisation>().Select(unit => unit.Kind));
        book.Sectors.UnionWith(book.All<RegisterOrganisation>().Select(unit => unit.Sector));
        UnitVocabulary words = await UnitVocabulary.OpenAsync(context, cancellation).ConfigureAwait(false);
        book.Kinds.UnionWith(words.Kinds.Select(kind => kind.Id));
        book.Sectors.UnionWith(words.Sectors.Select(sector => sector.Id));
        book.Hold(await context.Current<RegisterRelation>().ToListAsync(cancellation).ConfigureAwait(false));
        foreach (string[] some in units.Distinct(StringComparer.Ordinal).Chunk(Chunk))
        {
            book.Hold(await context.Current<RegisterName>().Where(row => some.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false));
            book.Hold(await context.Current<RegisterDesignation>().Where(row => some.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false));
            book.Hold(await context.Current<RegisterTarget>().Where(row => some.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false));
            book.Hold(await context.Current<RegisterOutline>().Where(row => some.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false));
            book.Hold(await context.Current<RegisterReturnDuty>().Where(row => some.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false));
            book.Hold(await context.Current<RegisterHolding>().Where(row => some.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false));
            List<RegisterDomain> claims = await context.Current<RegisterDomain>().Where(row => some.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false);
            book.Hold(await context.Current<RegisterExemption>().Where(row => some.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false));
            string[] keys = [.. claims.Select(row => row.Key)];
            book.Hold(claims);
            book.Hold(await context.Current<RegisterDomainContact>().Where(row => keys.Contains(row.Claim)).ToListAsync(cancellation).ConfigureAwait(false));
        }

        foreach (string[] some in codes.Distinct(StringComparer.Ordinal).Chunk(Chunk))
        {
            book.Hold(await context.Current<RegisterDesignation>().Where(row => some.Contains(row.Value)).ToListAsync(cancellation).ConfigureAwait(false));
        }

        return book;
    }

    internal RegisterOrganisation? Unit(string slug) => _rows.GetValueOrDefault((typeof(RegisterOrganisation), slug)) is RegisterOrganisation { Withdrawn: false } unit ? unit : null;

    /// <summary>What stands of an organisation; relations at both of their ends.</summary>
    internal IReadOnlyList<T> Of<T>(string slug)
        where T : RegisterRow =>
        _byUnit.TryGetValue(slug, out HashSet<(Type, string)>? keys)
            ? [.. keys.Where(key => key.Item1 == typeof(T)).Select(key => (T)_rows[key]).Where(row => !row.Withdrawn).OrderBy(row => row.Key, StringComparer.Ordinal)]
            : [];

    /// <summary>Everything of a table.</summary>
    internal IEnumerable<T> All<T>()
        where T : RegisterRow => _rows.Values.OfType<T>().Where(row => !row.Withdrawn);

    internal void Put(RegisterRow row)
    {
        (Type, string) key = (row.GetType(), row.Key);
        _journal.Add((row, _rows.GetValueOrDefault(key), _puts.GetValueOrDefault(key)));
        Hold(row);
        _puts[key] = row;
        if (row is RegisterOrganisation)
        {
            Slugs.Add(row.Key);
        }
    }

    /// <summary>A fact ends with a day; one that would end before it began never was.</summary>
    internal void End<T>(T held, DateOnly lastDay)
        where T : RegisterRow
    {
        var row = (T)held.Next();
        row.Withdrawn = row.ValidFrom > lastDay;
        row.ValidUntil = row.Withdrawn ? row.ValidUntil : lastDay;
        Put(row);
    }

    /// <summary>What the event at hand has put so far.</summary>
    internal IEnumerable<RegisterRow> Written => _journal.Select(entry => entry.Row);

    /// <summary>From here on an event writes.</summary>
    internal void Begin() => _journal.Clear();

    /// <summary>The event was refused: it leaves nothing behind.</summary>
    internal void Back()
    {
        foreach ((RegisterRow row, RegisterRow? held, RegisterRow? put) in Enumerable.Reverse(_journal))
        {
            (Type, string) key = (row.GetType(), row.Key);
            Drop(key);
            _puts.Remove(key);
            if (held is not null)
            {
                Hold(held);
            }
            else if (row is RegisterOrganisation)
            {
                Slugs.Remove(row.Key);
            }

            if (put is not null)
            {
                _puts[key] = put;
            }
        }

        _journal.Clear();
    }

    private static async Task<Dictionary<string, string>> SchemesAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        var rows = await context.Current<RegisterDesignation>().Where(row => row.Scheme.EndsWith("-code"))
            .Join(context.Current<RegisterOrganisation>(), row => row.Organisation, unit => unit.Key, (row, unit) => new { unit.Kind, row.Scheme })
            .GroupBy(row => row).Select(group => new { group.Key.Kind, group.Key.Scheme, Count = group.Count() }).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.OrderByDescending(row => row.Count).ThenBy(row => row.Scheme, StringComparer.Ordinal).DistinctBy(row => row.Kind, StringComparer.Ordinal)
            .ToDictionary(row => row.Kind, row => row.Scheme, StringComparer.Ordinal);
    }

    private static string[] Units(RegisterRow row) => row switch
    {
        RegisterName name => [name.Organisation],
        RegisterDesignation item => [item.Organisation],
        RegisterTarget target => [target.Organisation],
        RegisterOutline outline => [outline.Organisation],
        RegisterReturnDuty duty => [duty.Organisation],
        RegisterHolding holding => [holding.Organisation],
        RegisterDomain claim => [claim.Organisation],
        RegisterExemption exemption => [exemption.Organisation],
        RegisterDomainContact contact => [contact.Claim[..contact.Claim.IndexOf('/', StringComparison.Ordinal)]],
        RegisterRelation relation => [relation.From, relation.To],
        _ => [],
    };

    private void Hold<T>(List<T> rows)
        where T : RegisterRow => rows.ForEach(row => Hold(row));

    private void Hold(RegisterRow row)
    {
        (Type, string) key = (row.GetType(), row.Key);
        Drop(key);
        _rows[key] = row;
        foreach (string unit in Units(row))
        {
            (_byUnit.TryGetValue(unit, out HashSet<(Type, string)>? keys) ? keys : _byUnit[unit] = []).Add(key);
        }
    }

    private void Drop((Type, string) key)
    {
        if (_rows.Remove(key, out RegisterRow? gone))
        {
            foreach (string unit in Units(gone))
            {
                _byUnit[unit].Remove(key);
            }
        }
    }
}

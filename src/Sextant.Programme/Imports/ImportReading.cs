using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports;

/// <summary>One table on its way into the register: what it says, and what follows from it.</summary>
internal sealed class ImportReading(ProgrammeContext context, Table table, TableFaults faults)
{
    private readonly List<(RegisterRow Row, int Line)> _puts = [];
    private readonly Dictionary<(Right, string), bool> _may = [];
    private readonly Dictionary<string, int> _said = new(StringComparer.Ordinal);
    private HashSet<string> _slugs = [];
    private HashSet<string> _ever = [];
    private ILookup<string, string>? _documents;
    private ILookup<string, string> _byName = Array.Empty<string>().ToLookup(slug => slug);

    internal ProgrammeContext Context => context;

    internal Table Table => table;

    internal TableFaults Faults => faults;

    internal required Viewer Viewer { get; init; }

    internal required PeopleReach Reach { get; init; }

    internal required string? Scope { get; init; }

    internal required DateOnly Today { get; init; }

    internal required TimeProvider Clock { get; init; }

    /// <summary>What the register should hold, with the row that says so.</summary>
    internal IReadOnlyList<(RegisterRow Row, int Line)> Puts => _puts;

    internal void Put(RegisterRow row, int line) => _puts.Add((row, line));

    /// <summary>Reads what organisations are called today.</summary>
    internal async Task OpenAsync(CancellationToken cancellation)
    {
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, new AsOf(Today), cancellation).ConfigureAwait(false);
        _slugs = [.. await OrganisationStore.SlugsAsync(context, new AsOf(Today), cancellation).ConfigureAwait(false)];
        _ever = [.. names.Keys];
        _byName = names.Where(pair => _slugs.Contains(pair.Key)).SelectMany(pair => pair.Value.All.Values.Select(name => (Name: Folded.Of(name), Slug: pair.Key))).Distinct()
            .ToLookup(pair => pair.Name, pair => pair.Slug, StringComparer.Ordinal);
    }

    /// <summary>The organisation that a cell names by its slug or its name of today.</summary>
    internal string? Organisation(TableRow row, string column, bool required)
    {
        string? written = row.Text(column, required);
        return written is null ? null : Organisation(row, column, written);
    }

    /// <summary>The same, or one that has ended, by its slug: what is written down of earlier days names those of earlier days.</summary>
    internal string? AnyOrganisation(TableRow row, string column, bool required = false)
    {
        string? written = row.Text(column, required);
        return written is null ? null : AnyOrganisation(row, column, written);
    }

    /// <summary>The organisation that is or was called so.</summary>
    internal string? AnyOrganisation(TableRow row, string column, string written) => _ever.Contains(written) ? written : Organisation(row, column, written);

    /// <summary>The document that a cell names by its id, or by a number that one alone bears.</summary>
    internal async Task<string?> DocumentAsync(TableRow row, string column, CancellationToken cancellation, bool required = false)
    {
        string? written = row.Text(column, required, 200);
        if (written is null)
        {
            return null;
        }

        _documents ??= (await context.Set<RegisterDocument>().AsNoTracking().Where(one => one.SupersededAt == null && !one.Withdrawn).Select(one => new { one.Key, one.Number }).ToListAsync(cancellation).ConfigureAwait(false))
            .SelectMany(one => new[] { (Name: one.Key, one.Key), (Name: one.Number ?? one.Key, one.Key) }).Distinct().ToLookup(pair => pair.Name, pair => pair.Key, StringComparer.Ordinal);
        string[] found = [.. _documents[written]];
        if (found.Length == 1 || found.Contains(written))
        {
            return found.Length == 1 ? found[0] : written;
        }

        row.Fault(column, found.Length == 0 ? "document-none" : "document-several", Quoted.Of(written));
        return null;
    }

    /// <summary>Whether who brings it in has a right for an organisation; asked once for all rows of one.</summary>
    internal async Task<bool> MayAsync(Right right, string organisation, CancellationToken cancellation) => _may.TryGetValue((right, organisation), out bool may) ? may
        : _may[(right, organisation)] = Viewer.Has(right, await Reach.LineAsync(organisation, cancellation).ConfigureAwait(false));

    /// <summary>The organisation that is called so.</summary>
    internal string? Organisation(TableRow row, string column, string written)
    {
        if (_slugs.Contains(written))
        {
            return written;
        }

        string[] found = [.. _byName[Folded.Of(written)]];
        if (found.Length == 1)
        {
            return found[0];
        }

        row.Fault(column, found.Length == 0 ? "organisation-none" : "organisation-several", Quoted.Of(written));
        return null;
    }

    /// <summary>Notes that a row says something of a subject; false, with a fault, when an earlier row did.</summary>
    internal bool First(TableRow row, string subject)
    {
        if (_said.TryAdd(subject, row.Number))
        {
            return true;
        }

        row.Fault(null, "row-twice", _said[subject]);
        return false;
    }
}

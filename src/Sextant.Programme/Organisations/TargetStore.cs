using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations;

/// <summary>Reads the targets of organisations as of a day.</summary>
public sealed class TargetStore(ProgrammeDatabase database)
{
    /// <summary>2 days: today, and the day that somebody looks back to. Each holds a line for every target.</summary>
    private const int Days = 2;

    /// <summary>The targets that belong to the organisations of a filter on a day; each key once.</summary>
    public Task<IReadOnlyList<TargetLine>> ListAsync(OrganisationFilter filter, AsOf asOf, CancellationToken cancellation = default) =>
        filter.IsAll ? database.Memory.OnceAsync("targets", asOf, () => ReadAsync(filter, asOf, cancellation), cancellation, Days) : ReadAsync(filter, asOf, cancellation);

    /// <summary>The same, some at a time in the order that the database has of their keys: no more is read than is shown.</summary>
    /// <param name="only">Of one kind, or of one organisation alone.</param>
    /// <param name="part">Those behind a key, so many at most.</param>
    /// <returns>The lines, and the key behind which the next ones are; null: there are none.</returns>
    public async Task<(IReadOnlyList<TargetLine> Lines, string? Next)> PageAsync((string? Kind, string? Organisation) only, (string? After, int Most) part, AsOf asOf, CancellationToken cancellation = default)
    {
        // Today's are remembered, mostly; the distinct keys of 20,000 rows cost fifty milliseconds each time.
        if ((await database.Memory.HeldAsync<IReadOnlyList<TargetLine>>("targets", asOf, null, cancellation).ConfigureAwait(false)).Found)
        {
            return Part(await ByKeyAsync(asOf, cancellation).ConfigureAwait(false), only, part);
        }

        await using ProgrammeContext context = database.Create();
        IQueryable<string> living = context.At<RegisterOrganisation>(asOf).Select(row => row.Key);
        IQueryable<RegisterTarget> rows = context.At<RegisterTarget>(asOf).Where(row => living.Contains(row.Organisation));
        rows = only.Kind is { } kind ? rows.Where(row => row.Kind == kind) : rows;
        IQueryable<RegisterTarget> wanted = only.Organisation is { } organisation ? rows.Where(row => row.Organisation == organisation) : rows;
        IQueryable<string> keys = wanted.Select(row => row.TargetKey).Distinct();
        keys = part.After is { } after ? keys.Where(key => string.Compare(key, after) > 0) : keys;
        List<string> found = await keys.OrderBy(key => key).Take(part.Most + 1).ToListAsync(cancellation).ConfigureAwait(false);
        string[] page = [.. found.Take(part.Most)];
        Dictionary<string, TargetLine> lines = Lines(await rows.Where(row => page.Contains(row.TargetKey)).ToListAsync(cancellation).ConfigureAwait(false)).ToDictionary(line => line.Key, StringComparer.Ordinal);

        // A target that two give to two organisations is the one's that is believed, as everywhere.
        return ([.. page.Select(key => lines[key]).Where(line => only.Organisation is null || line.Organisation == only.Organisation)], found.Count > page.Length ? page[^1] : null);
    }

    private async Task<IReadOnlyList<TargetLine>> ReadAsync(OrganisationFilter filter, AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        IQueryable<string> owners = OrganisationStore.Wanted(context, filter, asOf).Select(row => row.Key);
        List<RegisterTarget> rows = await context.At<RegisterTarget>(asOf).Where(row => owners.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false);
        return Lines(rows);
    }

    /// <summary>One target on a day: <c>site:hue.gov.vn</c>; null when no organisation has it then. Who asks this knows whether a name is registered.</summary>
    public async Task<TargetLine?> FindAsync(string key, AsOf asOf, CancellationToken cancellation = default)
    {
        if ((await database.Memory.HeldAsync<IReadOnlyList<TargetLine>>("targets", asOf, null, cancellation).ConfigureAwait(false)).Found)
        {
            TargetLine[] lines = await ByKeyAsync(asOf, cancellation).ConfigureAwait(false);
            int at = Behind(lines, key);
            return at > 0 && lines[at - 1].Key == key ? lines[at - 1] : null;
        }

        await using ProgrammeContext context = database.Create();
        IQueryable<string> living = context.At<RegisterOrganisation>(asOf).Select(row => row.Key);
        List<RegisterTarget> rows = await context.At<RegisterTarget>(asOf).Where(row => row.TargetKey == key && living.Contains(row.Organisation))
            .ToListAsync(cancellation).ConfigureAwait(false);
        return Lines(rows).FirstOrDefault();
    }

    private Task<TargetLine[]> ByKeyAsync(AsOf asOf, CancellationToken cancellation) => database.Memory.OnceAsync(
        "targets-by-key", asOf, async () => (TargetLine[])[.. (await ListAsync(new OrganisationFilter(), asOf, cancellation).ConfigureAwait(false)).OrderBy(line => line.Key, StringComparer.Ordinal)], cancellation, Days);

    private static (IReadOnlyList<TargetLine> Lines, string? Next) Part(TargetLine[] lines, (string? Kind, string? Organisation) only, (string? After, int Most) part)
    {
        int low = part.After is { } after ? Behind(lines, after) : 0;
        TargetLine[] found = [.. lines.Skip(low).Where(line => (only.Kind is null || line.Kind == only.Kind) && (only.Organisation is null || line.Organisation == only.Organisation)).Take(part.Most + 1)];
        return (found.Length > part.Most ? found[..part.Most] : found, found.Length > part.Most ? found[part.Most - 1].Key : null);
    }

    /// <summary>The place of the first line behind a key.</summary>
    private static int Behind(TargetLine[] lines, string key)
    {
        int low = 0;
        for (int high = lines.Length; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(lines[middle].Key, key) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>One line for each target; where a pack and a person both give it, the person's.</summary>
    internal static IReadOnlyList<TargetLine> Lines(IEnumerable<RegisterTarget> rows) => [.. InOrder(Preferred(rows).DistinctBy(row => row.TargetKey, StringComparer.Ordinal)).Select(Line)];

    /// <summary>Of those that name the same target, the one that counts first.</summary>
    internal static IEnumerable<RegisterTarget> Preferred(IEnumerable<RegisterTarget> rows) =>
        rows.OrderByDescending(row => Origin.IsPerson(row.Origin)).ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue).ThenBy(row => row.Key, StringComparer.Ordinal);

    /// <summary>By organisation, name and kind.</summary>
    internal static IEnumerable<RegisterTarget> InOrder(IEnumerable<RegisterTarget> rows) =>
        rows.OrderBy(row => row.Organisation, StringComparer.Ordinal).ThenBy(row => row.Ascii, StringComparer.Ordinal).ThenBy(row => Array.IndexOf(KindOrder, row.Kind));

    internal static TargetLine Line(RegisterTarget row) => new(
        row.Organisation, row.TargetKey, row.Kind, row.Ascii, row.Domain, row.Role, row.Confidence, row.ValidFrom, row.ValidUntil, row.Source, LocalText.OfNote(row.Note), Origin.IsPerson(row.Origin));

    private static readonly string[] KindOrder = ["site", "mail", "zone"];
}

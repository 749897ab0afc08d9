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
        await using ProgrammeContext context = database.Create();
        IQueryable<string> living = context.At<RegisterOrganisation>(asOf).Select(row => row.Key);
        List<RegisterTarget> rows = await context.At<RegisterTarget>(asOf).Where(row => row.TargetKey == key && living.Contains(row.Organisation))
            .ToListAsync(cancellation).ConfigureAwait(false);
        return Lines(rows).FirstOrDefault();
    }

    /// <summary>One line for each target; where a pack and a person both give it, the person's.</summary>
    internal static IReadOnlyList<TargetLine> Lines(IEnumerable<RegisterTarget> rows) =>
    [
        .. rows.OrderByDescending(row => Origin.IsPerson(row.Origin)).ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue).ThenBy(row => row.Key, StringComparer.Ordinal)
            .DistinctBy(row => row.TargetKey, StringComparer.Ordinal)
            .OrderBy(row => row.Organisation, StringComparer.Ordinal).ThenBy(row => row.Ascii, StringComparer.Ordinal).ThenBy(row => Array.IndexOf(KindOrder, row.Kind))
            .Select(row => new TargetLine(
                row.Organisation, row.TargetKey, row.Kind, row.Ascii, row.Domain, row.Role, row.Confidence, row.ValidFrom, row.ValidUntil, row.Source, LocalText.OfNote(row.Note),
                Origin.IsPerson(row.Origin))),
    ];

    private static readonly string[] KindOrder = ["site", "mail", "zone"];
}

using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations;

/// <summary>What organisations are called on a day.</summary>
internal static class OrganisationNames
{
    /// <summary>All names of a day by slug; an organisation that has ended keeps its last name.</summary>
    internal static Task<Dictionary<string, LocalText>> OfAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation) =>
        context.Memory is { } memory ? memory.OnceAsync("names", asOf, () => ReadAsync(context, asOf, cancellation), cancellation) : ReadAsync(context, asOf, cancellation);

    private static async Task<Dictionary<string, LocalText>> ReadAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation)
    {
        List<RegisterName> rows = await context.Begun<RegisterName>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.GroupBy(row => row.Organisation, StringComparer.Ordinal).ToDictionary(group => group.Key, group => On(group, asOf.Date), StringComparer.Ordinal);
    }

    /// <summary>
    /// The name of each language: none that came later than the day where any had begun, one valid on the day before one that ended, the later begun before the earlier, and where a pack and a
    /// person both give one from the same day, the person's.
    /// </summary>
    internal static LocalText On(IEnumerable<RegisterName> names, DateOnly date)
    {
        RegisterName[] all = [.. names];
        RegisterName[] begun = [.. all.Where(row => row.ValidFrom is null || row.ValidFrom <= date)];
        return new((begun.Length > 0 ? begun : all)
            .OrderByDescending(row => row.ValidUntil is null || row.ValidUntil >= date)
            .ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue)
            .ThenByDescending(row => Origin.IsPerson(row.Origin))
            .ThenByDescending(row => row.RecordedAt)
            .DistinctBy(row => row.Language, StringComparer.Ordinal)
            .Select(row => KeyValuePair.Create(row.Language, row.Name)));
    }
}

using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>What became of units by a day: a unit that has ended gives way to the one that it was merged into or succeeded by.</summary>
internal sealed class UnitHeirs(ProgrammeContext context, DateOnly day)
{
    /// <summary>10: nobody is merged more often; a circle ends here too.</summary>
    private const int MostSteps = 10;

    /// <summary>Of units that have ended by a day, those whose only heir is one of some units: by which of these they are answered for.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> ForebearsAsync(ProgrammeContext context, IReadOnlySet<string> units, AsOf asOf, CancellationToken cancellation)
    {
        var forebears = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string unit, HashSet<string> heirs) in await HeirsAsync(context, asOf, cancellation).ConfigureAwait(false))
        {
            if (heirs.Count == 1 && units.Contains(heirs.First()))
            {
                forebears[unit] = heirs.First();
            }
        }

        return forebears;
    }

    /// <summary>Units that have ended by a day and have not one heir, with those that exist on the day: none, or several.</summary>
    internal static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> WithoutOneAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation) =>
        (await HeirsAsync(context, asOf, cancellation).ConfigureAwait(false)).Where(unit => unit.Value.Count != 1)
            .ToDictionary(unit => unit.Key, unit => (IReadOnlyList<string>)[.. unit.Value.Order(StringComparer.Ordinal)], StringComparer.Ordinal);

    // Of each unit that has ended by the day, those that came after it and exist then.
    private static async Task<Dictionary<string, HashSet<string>>> HeirsAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation)
    {
        HashSet<string> ended = [.. await context.Known<RegisterOrganisation>(asOf).Where(row => row.ValidUntil < asOf.Date).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
        ILookup<string, string> next = (await context.Begun<RegisterRelation>(asOf).Where(row => row.Kind != UnitEventWords.PartOf).Select(row => new { row.From, row.To }).Distinct().ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.From, row => row.To, StringComparer.Ordinal);
        var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (string unit in ended)
        {
            HashSet<string> heirs = [unit];
            for (int i = 0; i < MostSteps && heirs.Overlaps(ended); i++)
            {
                heirs = [.. heirs.SelectMany(one => ended.Contains(one) ? next[one] : [one])];
            }

            heirs.ExceptWith(ended);
            found[unit] = heirs;
        }

        return found;
    }

    /// <summary>The unit itself where it exists on the day, else its heir; null where it has none, or several.</summary>
    internal async Task<string?> OfAsync(string? unit, CancellationToken cancellation)
    {
        for (int i = 0; i < MostSteps && unit is not null; i++)
        {
            string slug = unit;
            RegisterOrganisation? held = await context.Current<RegisterOrganisation>().SingleOrDefaultAsync(row => row.Key == slug, cancellation).ConfigureAwait(false);
            if (held is not null && (held.ValidUntil is null || held.ValidUntil >= day))
            {
                return slug;
            }

            List<string> heirs = await context.Current<RegisterRelation>().Where(row => row.From == slug && row.Kind != UnitEventWords.PartOf).Select(row => row.To).Distinct()
                .ToListAsync(cancellation).ConfigureAwait(false);
            unit = heirs.Count == 1 ? heirs[0] : null;
        }

        return null;
    }
}

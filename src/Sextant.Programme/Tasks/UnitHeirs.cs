using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>What became of units by a day: a unit that has ended gives way to the one that it was merged into or succeeded by.</summary>
internal sealed class UnitHeirs(ProgrammeContext context, DateOnly day)
{
    /// <summary>10: nobody is merged more often; a circle ends here too.</summary>
    private const int MostSteps = 10;

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

            List<string> heirs = await context.Current<RegisterRelation>().Where(row => row.From == slug && row.Kind != "part-of").Select(row => row.To).Distinct()
                .ToListAsync(cancellation).ConfigureAwait(false);
            unit = heirs.Count == 1 ? heirs[0] : null;
        }

        return null;
    }
}

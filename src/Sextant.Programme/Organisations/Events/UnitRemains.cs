using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Events;

/// <summary>What stays with an organisation that ends: what it was asked and what it handed in is its own, and its successor may go on with it.</summary>
internal static class UnitRemains
{
    internal static async Task<IReadOnlyList<UnitStays>> OfAsync(ProgrammeContext context, string[] units, CancellationToken cancellation)
    {
        List<string?> tasks = await context.Current<RegisterTask>().Where(row => row.Lead != null && units.Contains(row.Lead) && row.State == "open").Select(row => row.Lead).ToListAsync(cancellation).ConfigureAwait(false);
        List<string> conversions = await context.Current<RegisterConversion>().Where(row => units.Contains(row.Organisation)).Select(row => row.Organisation).ToListAsync(cancellation).ConfigureAwait(false);
        List<string> returns = await context.Current<RegisterReturn>().Where(row => units.Contains(row.Organisation)).Select(row => row.Organisation).ToListAsync(cancellation).ConfigureAwait(false);
        List<string> cases = await context.Current<RegisterCase>().Where(row => units.Contains(row.Organisation) && row.State != "decided").Select(row => row.Organisation).ToListAsync(cancellation).ConfigureAwait(false);
        var people = await context.Set<PersonGrantRow>().AsNoTracking().Where(row => row.Organisation != null && units.Contains(row.Organisation) && row.RevokedAt == null)
            .Join(context.Set<PersonRow>().Where(person => person.EndedAt == null), grant => grant.Person, person => person.Key, (grant, person) => new { grant.Organisation, person.Name })
            .ToListAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. units.Select(unit => new UnitStays(
                unit, tasks.Count(one => one == unit), conversions.Count(one => one == unit), returns.Count(one => one == unit), cases.Count(one => one == unit),
                [.. people.Where(one => one.Organisation == unit).Select(one => one.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])),
        ];
    }

}

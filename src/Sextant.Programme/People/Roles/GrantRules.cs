using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>Who may give which role to whom.</summary>
internal static class GrantRules
{
    /// <summary>Whether a role may be given so.</summary>
    /// <exception cref="PeopleException">It may not.</exception>
    internal static async Task CheckAsync(ProgrammeContext context, PeopleBooks books, Viewer viewer, (Role Role, string? Organisation) wanted, CancellationToken cancellation)
    {
        (Role role, string? organisation) = wanted;
        if (!viewer.MayGive(role))
        {
            throw new PeopleException(PeopleFault.NotAllowed);
        }

        if (Rights.IsScoped(role) != (organisation is not null))
        {
            throw new PeopleException(PeopleFault.BadOrganisation);
        }

        var asOf = new AsOf(await books.TodayAsync(cancellation).ConfigureAwait(false));
        if (organisation is not null && !await context.At<RegisterOrganisation>(asOf).AnyAsync(row => row.Key == organisation, cancellation).ConfigureAwait(false))
        {
            throw new PeopleException(PeopleFault.BadOrganisation);
        }
    }

    /// <summary>Whether somebody may be looked after by who asks: only who could give every role that the person has, or may come to have, may take over or shut out that person.</summary>
    /// <exception cref="PeopleException">Not by who asks.</exception>
    internal static async Task MayManageAsync(ProgrammeContext context, Viewer viewer, string person, CancellationToken cancellation)
    {
        ILookup<string, Grant> grants = await PersonReading.GrantsAsync(context, [person], cancellation).ConfigureAwait(false);
        if (!viewer.Has(Right.ManagePeople) || !grants[person].All(grant => viewer.MayGive(grant.Role)))
        {
            throw new PeopleException(PeopleFault.NotAllowed);
        }
    }
}

/// <summary>Who can look after the installation.</summary>
internal static class Administrators
{
    /// <summary>How many persons are administrators today and can sign in.</summary>
    /// <param name="without">A person or a grant that is left out.</param>
    internal static async Task<int> CountAsync(ProgrammeContext context, PeopleBooks books, string? without, CancellationToken cancellation)
    {
        string role = Role.Administrator.Word();
        DateOnly today = await books.TodayAsync(cancellation).ConfigureAwait(false);
        List<PersonGrantRow> rows = await context.Set<PersonGrantRow>().AsNoTracking().Where(row => row.Role == role && row.RevokedAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        string[] holders = [.. rows.Where(row => row.Person != without && row.Key != without && PersonReading.GrantOf(row).Holds(today)).Select(row => row.Person).Distinct()];
        return await context.Set<PersonRow>().CountAsync(row => holders.Contains(row.Key) && row.EndedAt == null, cancellation).ConfigureAwait(false);
    }
}

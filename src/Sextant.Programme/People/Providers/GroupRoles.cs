using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>Roles that follow from a person's groups at a provider: given when a group is there, taken back when it is gone. What people gave is never touched.</summary>
internal static class GroupRoles
{
    /// <summary>The roles that groups give.</summary>
    internal static IReadOnlyList<Role> Of(SignInProvider provider, IReadOnlyList<string> groups) => provider.GroupsClaim is null
        ? []
        : [.. groups.Where(provider.GroupRoles.ContainsKey).Select(group => provider.GroupRoles[group]).Where(SignInProvider.MayGive).Distinct()];

    /// <summary>Takes back what a provider's groups gave: the person has no identity there any more.</summary>
    internal static async Task EndAsync(ProgrammeContext context, AuditTrail trail, (PeopleBooks Books, string Provider) by, string person, CancellationToken cancellation)
    {
        string giver = Actor.Provider(by.Provider, "").Who;
        foreach (PersonGrantRow row in await context.Set<PersonGrantRow>().Where(row => row.Person == person && row.GrantedBy == giver && row.RevokedAt == null).ToListAsync(cancellation).ConfigureAwait(false))
        {
            (row.RevokedAt, row.RevokedBy) = (by.Books.Now, giver);
            trail.Add("person.revoke", $"person:{person}", new { row.Key, row.Role, row.GrantedBy }, null);
        }
    }

    /// <summary>Brings a person's roles of a provider up to what it says now.</summary>
    internal static async Task FollowAsync(
        ProgrammeContext context, AuditTrail trail, (PeopleBooks Books, SignInProvider Provider) by, (string Person, IReadOnlyList<string> Groups) whose, CancellationToken cancellation)
    {
        string giver = Actor.Provider(by.Provider.Name, "").Who;
        List<PersonGrantRow> held = await context.Set<PersonGrantRow>().Where(row => row.Person == whose.Person && row.GrantedBy == giver && row.RevokedAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        HashSet<string> wanted = [.. Of(by.Provider, whose.Groups).Select(role => role.Word())];
        foreach (PersonGrantRow row in held.Where(row => !wanted.Remove(row.Role)))
        {
            (row.RevokedAt, row.RevokedBy) = (by.Books.Now, giver);
            trail.Add("person.revoke", $"person:{whose.Person}", new { row.Key, row.Role }, null);
        }

        foreach (string role in wanted)
        {
            var row = new PersonGrantRow { Key = Secret.NewKey(), Person = whose.Person, Role = role, GrantedAt = by.Books.Now, GrantedBy = giver };
            context.Add(row);
            trail.Add("person.grant", $"person:{whose.Person}", null, new { row.Key, row.Role, row.GrantedBy });
        }
    }
}

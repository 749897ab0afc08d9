using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>Somebody whose identity nobody has linked yet: whose it may be, and how the person comes about.</summary>
internal sealed class NewcomerDesk(PeopleBooks books, IdentityStore identities)
{
    /// <summary>The key of a newcomer's authenticator: made of the step's secret, which the browser alone has, so that nothing is kept until it works.</summary>
    internal static byte[] KeyOf(string secret) => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 20, info: "sextant newcomer totp"u8.ToArray());

    /// <summary>The person who has the address that the provider has verified; null: none, or one who must link the identity at the own account.</summary>
    internal async Task<PersonRow?> NamesakeAsync(ProgrammeContext context, SignInProvider provider, ProvenIdentity identity, CancellationToken cancellation)
    {
        if (!provider.LinksInvited || identity.VerifiedEmail is not { } email)
        {
            return null;
        }

        string folded = PeopleBooks.Fold(email);
        PersonRow? person = await context.Set<PersonRow>().SingleOrDefaultAsync(row => row.EmailFolded == folded && row.EndedAt == null, cancellation).ConfigureAwait(false);
        if (person is null || await context.Set<PersonIdentityRow>().AnyAsync(row => row.Person == person.Key && row.Provider == provider.Name, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        ILookup<string, Grant> grants = await PersonReading.GrantsAsync(context, [person.Key], cancellation).ConfigureAwait(false);
        return grants[person.Key].Any(grant => grant.Role == Role.Administrator) ? null : person;
    }

    /// <summary>Whether somebody may become a person, and by which invitation.</summary>
    internal async Task<(bool May, string? Link)> MayJoinAsync(ProgrammeContext context, SignInProvider provider, ProvenIdentity identity, CancellationToken cancellation)
    {
        if (identity.VerifiedEmail is not { } email || await HeldAddresses.IsTakenAsync(context, PeopleBooks.Fold(email), cancellation).ConfigureAwait(false))
        {
            return (false, null);
        }

        PersonLinkRow? link = provider.LinksInvited ? await InvitationAsync(context, email, null, cancellation).ConfigureAwait(false) : null;
        return (link is not null || (GroupRoles.Of(provider, identity.Groups).Count > 0 && !await HeldAddresses.WasAsync(context, PeopleBooks.Fold(email), cancellation).ConfigureAwait(false)), link?.Key);
    }

    /// <summary>Makes the person; the identity's groups give roles when it enters.</summary>
    /// <exception cref="PeopleException">The invitation is used or withdrawn, or the address taken meanwhile.</exception>
    internal async Task<PersonRow> MakeAsync(ProgrammeContext context, AuditTrail trail, (SignInProvider Provider, string? Link) by, ProvenIdentity identity, CancellationToken cancellation)
    {
        (string email, string folded) = PeopleBooks.Address(identity.VerifiedEmail);
        PersonLinkRow? link = by.Link is null ? null : await InvitationAsync(context, email, by.Link, cancellation).ConfigureAwait(false) ?? throw new PeopleException(PeopleFault.BadLink);
        if (await HeldAddresses.IsTakenAsync(context, folded, cancellation).ConfigureAwait(false) || (link is null && await HeldAddresses.WasAsync(context, folded, cancellation).ConfigureAwait(false)))
        {
            throw new PeopleException(PeopleFault.EmailTaken);
        }

        await HeldAddresses.FreeAsync(context, folded, cancellation).ConfigureAwait(false);

        string name = link?.Name ?? (string.IsNullOrWhiteSpace(identity.Name) ? email : PeopleBooks.Shown(identity.Name));
        var person = new PersonRow { Key = Secret.NewKey(), Name = PeopleBooks.Name(name), Email = email, EmailFolded = folded, Organisation = link?.Organisation, CreatedAt = books.Now, Stamp = "" };
        context.Add(person);
        trail.Add("person.join", $"person:{person.Key}", null, new { person.Name, person.Email, person.Organisation, Provider = by.Provider.Name });
        if (link is not null)
        {
            link.UsedAt = books.Now;
            var grant = new PersonGrantRow { Key = Secret.NewKey(), Person = person.Key, Role = link.Role!, Organisation = link.Organisation, GrantedAt = books.Now, GrantedBy = link.CreatedBy };
            context.Add(grant);
            trail.Add("person.grant", $"person:{person.Key}", null, new { grant.Key, grant.Role, grant.Organisation, grant.GrantedBy });
        }

        await identities.AddAsync(context, trail, (person.Key, by.Provider.Name), identity, cancellation).ConfigureAwait(false);
        return person;
    }

    // An administrator is made by a link in the hand alone, never by an address that another says is somebody's.
    private async Task<PersonLinkRow?> InvitationAsync(ProgrammeContext context, string email, string? key, CancellationToken cancellation)
    {
        DateTimeOffset now = books.Now;
        string administrator = Role.Administrator.Word();
        List<PersonLinkRow> open = await context.Set<PersonLinkRow>()
            .Where(row => row.Purpose == "invitation" && row.UsedAt == null && row.RevokedAt == null && row.ExpiresAt > now && row.Role != administrator && (key == null || row.Key == key))
            .OrderByDescending(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return open.Find(row => row.Email is { } invited && PeopleBooks.Fold(invited) == PeopleBooks.Fold(email));
    }
}

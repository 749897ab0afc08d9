using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>What a link is for.</summary>
public enum LinkPurpose
{
    /// <summary>Makes the first administrator.</summary>
    FirstAdministrator,

    /// <summary>Makes a further person.</summary>
    Invitation,

    /// <summary>Lets a person choose anew what to sign in with.</summary>
    Recovery,
}

/// <summary>A link as pages show it.</summary>
public sealed record LinkView(string Key, LinkPurpose Purpose, string? Name, string? Email, string? Organisation, Role? Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>Whom an invitation is for.</summary>
public sealed record Invitation(string Name, string Email, Role Role, string? Organisation);

/// <summary>Links that work once and for a while. The secret is given out once and kept as its hash.</summary>
public sealed class LinkStore
{
    private readonly PeopleBooks _books;

    internal LinkStore(PeopleBooks books) => _books = books;

    /// <summary>A link for the first administrator while there is none; earlier ones stop working. Null when there is an administrator.</summary>
    public Task<string?> FirstAdministratorAsync(CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            Actor.Program,
            async (context, trail) =>
            {
                if (await Administrators.CountAsync(context, _books, null, cancellation).ConfigureAwait(false) > 0)
                {
                    return null;
                }

                string purpose = Word(LinkPurpose.FirstAdministrator);
                DateTimeOffset now = _books.Now;
                await context.Set<PersonLinkRow>().Where(row => row.Purpose == purpose && row.UsedAt == null && row.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellation).ConfigureAwait(false);
                return Issue(context, trail, LinkPurpose.FirstAdministrator, _books.Options.FirstLink, row => row.Role = Role.Administrator.Word());
            },
            cancellation);

    /// <summary>A link by which somebody becomes a person with a role.</summary>
    /// <exception cref="PeopleException">Who asks may not give the role, or something is wrong with the invitation.</exception>
    public Task<string> InviteAsync(Viewer viewer, Invitation invitation, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                (string email, string folded) = PeopleBooks.Address(invitation.Email);
                string name = PeopleBooks.Name(invitation.Name);
                await GrantRules.CheckAsync(context, _books, viewer, (invitation.Role, invitation.Organisation), cancellation).ConfigureAwait(false);
                if (await HeldAddresses.IsTakenAsync(context, folded, cancellation).ConfigureAwait(false))
                {
                    throw new PeopleException(PeopleFault.EmailTaken);
                }

                return Issue(
                    context, trail, LinkPurpose.Invitation, _books.Options.Invitation,
                    row => (row.Name, row.Email, row.Role, row.Organisation) = (name, email, invitation.Role.Word(), invitation.Organisation));
            },
            cancellation);

    /// <summary>A link by which a person chooses anew what to sign in with.</summary>
    /// <exception cref="PeopleException">There is no such person, or who asks may not look after it.</exception>
    public Task<string> RecoverAsync(Viewer viewer, string person, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                await GrantRules.MayManageAsync(context, viewer, person, cancellation).ConfigureAwait(false);
                return await IssueRecoveryAsync(context, trail, person, cancellation).ConfigureAwait(false);
            },
            cancellation);

    /// <summary>The same for whoever may run the program on its machine: the way in when the last administrator has lost it.</summary>
    /// <exception cref="PeopleException">Nobody has this address.</exception>
    public Task<string> RecoverAsync(Actor actor, string email, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            actor,
            async (context, trail) =>
            {
                string folded = PeopleBooks.Fold(email);
                string? person = await context.Set<PersonRow>().Where(row => row.EmailFolded == folded).Select(row => row.Key).SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
                return await IssueRecoveryAsync(context, trail, person ?? "", cancellation).ConfigureAwait(false);
            },
            cancellation);

    /// <summary>Links that would still work, newest first.</summary>
    public async Task<IReadOnlyList<LinkView>> ListAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        return [.. (await Open(context).AsNoTracking().OrderByDescending(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false)).Select(ViewOf)];
    }

    /// <summary>What a link is for; null when it is unknown, used or too old.</summary>
    public async Task<LinkView?> FindAsync(string secret, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        return await FindAsync(context, secret, cancellation).ConfigureAwait(false) is { } row ? ViewOf(row) : null;
    }

    /// <summary>Makes a link stop working.</summary>
    public Task RevokeAsync(Viewer viewer, string key, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                PersonLinkRow row = await Open(context).SingleOrDefaultAsync(one => one.Key == key, cancellation).ConfigureAwait(false) ?? throw new PeopleException(PeopleFault.Gone);
                if (Rights.RoleOf(row.Role) is { } role && !viewer.MayGive(role))
                {
                    throw new PeopleException(PeopleFault.NotAllowed);
                }

                row.RevokedAt = _books.Now;
                trail.Add("link.revoke", $"link:{row.Key}", new { row.Purpose, row.Email, row.Role }, null);
                return true;
            },
            cancellation);

    internal async Task<PersonLinkRow?> FindAsync(ProgrammeContext context, string secret, CancellationToken cancellation)
    {
        string hash = Secret.Hash("link", secret);
        return await Open(context).SingleOrDefaultAsync(row => row.Hash == hash, cancellation).ConfigureAwait(false);
    }

    internal static LinkPurpose PurposeOf(PersonLinkRow row) => Enum.GetValues<LinkPurpose>().Single(purpose => Word(purpose) == row.Purpose);

    private static LinkView ViewOf(PersonLinkRow row) => new(row.Key, PurposeOf(row), row.Name, row.Email, row.Organisation, Rights.RoleOf(row.Role), row.CreatedAt, row.ExpiresAt);

    private static string Word(LinkPurpose purpose) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(purpose.ToString());

    private IQueryable<PersonLinkRow> Open(ProgrammeContext context)
    {
        DateTimeOffset now = _books.Now;
        return context.Set<PersonLinkRow>().Where(row => row.Purpose != "email-change" && row.UsedAt == null && row.RevokedAt == null && row.ExpiresAt > now);
    }

    private async Task<string> IssueRecoveryAsync(ProgrammeContext context, AuditTrail trail, string key, CancellationToken cancellation)
    {
        PersonRow person = await context.Set<PersonRow>().SingleOrDefaultAsync(row => row.Key == key && row.EndedAt == null, cancellation).ConfigureAwait(false)
            ?? throw new PeopleException(PeopleFault.Gone);
        DateTimeOffset now = _books.Now;
        await context.Set<PersonLinkRow>().Where(row => row.Person == key && row.UsedAt == null && row.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellation).ConfigureAwait(false);
        return Issue(context, trail, LinkPurpose.Recovery, _books.Options.Recovery, row => (row.Person, row.Name, row.Email) = (person.Key, person.Name, person.Email));
    }

    private string Issue(ProgrammeContext context, AuditTrail trail, LinkPurpose purpose, TimeSpan lasts, Action<PersonLinkRow> fill)
    {
        string secret = Secret.New();
        DateTimeOffset now = _books.Now;
        var row = new PersonLinkRow { Key = Secret.NewKey(), Hash = Secret.Hash("link", secret), Purpose = Word(purpose), CreatedAt = now, CreatedBy = trail.Who, ExpiresAt = now + lasts };
        fill(row);
        context.Add(row);
        trail.Add("link.issue", $"link:{row.Key}", null, new { row.Purpose, row.Person, row.Name, row.Email, row.Role, row.Organisation, row.ExpiresAt });
        return secret;
    }
}

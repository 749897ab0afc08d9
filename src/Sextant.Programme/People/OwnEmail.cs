using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>A change of address that waits for who reads at the new one.</summary>
public sealed record EmailChange(string Email);

/// <summary>Another address for the own account: asked for at the account, confirmed by a link that only the new address is sent.</summary>
public sealed class OwnEmail
{
    private const string Purpose = "email-change";

    /// <summary>24 h: the letter is read within a working day.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    private readonly PeopleBooks _books;
    private readonly SignInThrottle _throttle;

    internal OwnEmail(PeopleBooks books, SignInThrottle throttle) => (_books, _throttle) = (books, throttle);

    /// <summary>Asks for another address; an earlier question is void.</summary>
    /// <returns>The secret of the link that goes to the new address and nowhere else.</returns>
    /// <exception cref="PeopleException">The address is none or another's, or this was asked too often: the letters go to strangers.</exception>
    public async Task<string> AskAsync(Viewer viewer, string? typed, CancellationToken cancellation = default)
    {
        (string email, string folded) = PeopleBooks.Address(typed);
        if (await _throttle.TryBeginAsync("address of " + viewer.Person, viewer.From, null, cancellation).ConfigureAwait(false) is not null)
        {
            throw new PeopleException(PeopleFault.TooOften);
        }

        return await _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                await FreeAsync(context, folded, cancellation).ConfigureAwait(false);
                DateTimeOffset now = _books.Now;
                await context.Set<PersonLinkRow>().Where(row => row.Purpose == Purpose && row.Person == viewer.Person && row.UsedAt == null && row.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellation).ConfigureAwait(false);
                string secret = Secret.New();
                var link = new PersonLinkRow
                {
                    Key = Secret.NewKey(), Hash = Secret.Hash(Purpose, secret), Purpose = Purpose, Person = viewer.Person, Name = viewer.Name, Email = email, CreatedAt = now,
                    CreatedBy = trail.Who, ExpiresAt = now + Lasts,
                };
                context.Add(link);
                trail.Add("email.ask", $"person:{viewer.Person}", new { viewer.Email }, new { link.Email });
                return secret;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>What a link would change; null: it is none of this person's, or is over.</summary>
    public async Task<EmailChange?> FindAsync(Viewer viewer, string? secret, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        return await LinkAsync(context, viewer, secret, cancellation).ConfigureAwait(false) is { Email: { } email } ? new EmailChange(email) : null;
    }

    /// <summary>The person has the new address from now on. What was begun with the old one is void.</summary>
    /// <exception cref="PeopleException">The link is none of this person's, or the address has been taken meanwhile.</exception>
    public Task<EmailChange> ConfirmAsync(Viewer viewer, string? secret, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                PersonLinkRow link = await LinkAsync(context, viewer, secret, cancellation).ConfigureAwait(false) ?? throw new PeopleException(PeopleFault.BadLink);
                (string email, string folded) = PeopleBooks.Address(link.Email);
                await FreeAsync(context, folded, cancellation).ConfigureAwait(false);
                await HeldAddresses.FreeAsync(context, folded, cancellation).ConfigureAwait(false);
                PersonRow person = await context.Set<PersonRow>().SingleAsync(row => row.Key == viewer.Person && row.EndedAt == null, cancellation).ConfigureAwait(false);
                trail.Add("email.change", $"person:{person.Key}", new { person.Email }, new { Email = email });
                link.UsedAt = _books.Now;
                (person.Email, person.EmailFolded, person.Stamp) = (email, folded, Secret.NewKey());
                return new EmailChange(email);
            },
            cancellation);

    private static async Task FreeAsync(ProgrammeContext context, string folded, CancellationToken cancellation)
    {
        if (await HeldAddresses.IsTakenAsync(context, folded, cancellation).ConfigureAwait(false))
        {
            throw new PeopleException(PeopleFault.EmailTaken);
        }
    }

    private async Task<PersonLinkRow?> LinkAsync(ProgrammeContext context, Viewer viewer, string? secret, CancellationToken cancellation)
    {
        string hash = Secret.Hash(Purpose, secret ?? "");
        DateTimeOffset now = _books.Now;
        return await context.Set<PersonLinkRow>()
            .SingleOrDefaultAsync(row => row.Hash == hash && row.Purpose == Purpose && row.Person == viewer.Person && row.UsedAt == null && row.RevokedAt == null && row.ExpiresAt > now, cancellation).ConfigureAwait(false);
    }
}

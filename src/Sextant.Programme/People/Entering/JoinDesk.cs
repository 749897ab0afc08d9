using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>What somebody who holds a link has filled in: the first of two steps.</summary>
public sealed record JoinForm(string Name, string Email, string Password, string Repeated);

/// <summary>What the second step shows: the secret for the authenticator, and the first step sealed, so that nothing is kept before a code proves that the authenticator works.</summary>
/// <param name="Secret">In base 32, to type.</param>
/// <param name="Address">For the picture.</param>
public sealed record JoinStep(string Sealed, string Secret, string Address);

/// <summary>What came of a link.</summary>
/// <param name="Session">The secret of the new session.</param>
/// <param name="Codes">The recovery codes: shown now and never again.</param>
public sealed record Joined(string Person, string Session, IReadOnlyList<string> Codes);

/// <summary>Makes a person out of who holds a link, with password and authenticator; or gives a person new ones.</summary>
public sealed class JoinDesk
{
    private readonly PeopleBooks _books;
    private readonly Passwords _passwords;
    private readonly LinkStore _links;
    private readonly SessionStore _sessions;
    private readonly IDataProtector _totp;
    private readonly ITimeLimitedDataProtector _step;

    internal JoinDesk(PeopleBooks books, Passwords passwords, LinkStore links, SessionStore sessions, IDataProtectionProvider protection)
    {
        (_books, _passwords, _links, _sessions) = (books, passwords, links, sessions);
        _totp = protection.CreateProtector(SecondFactor.Purpose);
        _step = protection.CreateProtector("sextant.people.join").ToTimeLimitedDataProtector();
    }

    /// <summary>The first step: name, address and password, checked but not kept.</summary>
    /// <exception cref="PeopleException">What is wrong with them.</exception>
    public async Task<JoinStep> BeginAsync(string link, JoinForm form, CancellationToken cancellation = default)
    {
        LinkView view = await _links.FindAsync(link, cancellation).ConfigureAwait(false) ?? throw new PeopleException(PeopleFault.BadLink);
        (string email, string folded) = PeopleBooks.Address(view.Email ?? form.Email);
        string name = PeopleBooks.Name(view.Name ?? form.Name);
        await using (ProgrammeContext context = _books.Database.Create())
        {
            if (view.Purpose != LinkPurpose.Recovery && await HeldAddresses.IsTakenAsync(context, folded, cancellation).ConfigureAwait(false))
            {
                throw new PeopleException(PeopleFault.EmailTaken);
            }
        }

        if (form.Password != form.Repeated)
        {
            throw new PeopleException(PeopleFault.PasswordsDiffer);
        }

        if (_passwords.Fault(form.Password, email, name) is { } fault)
        {
            throw new PeopleException(fault);
        }

        byte[] secret = Totp.NewSecret();
        var draft = new Draft(view.Key, name, email, await _passwords.HashAsync(form.Password, cancellation).ConfigureAwait(false), secret);
        string packed = Convert.ToBase64String(_step.Protect(JsonSerializer.SerializeToUtf8Bytes(draft), _books.Options.Step));
        return Step(packed, draft);
    }

    /// <summary>Shows the second step again.</summary>
    /// <exception cref="PeopleException">It was begun too long ago.</exception>
    public JoinStep Again(string packed) => Step(packed, Open(packed));

    /// <summary>The second step: a code of the new authenticator. The link is used up, and the person is signed in.</summary>
    /// <exception cref="PeopleException">The link or the code is not good.</exception>
    public Task<Joined> CompleteAsync(string link, string packed, string code, Caller caller, CancellationToken cancellation = default)
    {
        Draft draft = Open(packed);
        long step = Totp.Match(draft.Totp, code, _books.Now, 0) ?? throw new PeopleException(PeopleFault.BadCode);
        return _books.Audit.ChangeAsync(
            Actor.Link(draft.Link, caller.From),
            async (context, trail) =>
            {
                PersonLinkRow row = await _links.FindAsync(context, link, cancellation).ConfigureAwait(false) is { } found && found.Key == draft.Link
                    ? found
                    : throw new PeopleException(PeopleFault.BadLink);
                row.UsedAt = _books.Now;
                PersonRow person = LinkStore.PurposeOf(row) == LinkPurpose.Recovery
                    ? await RecoverAsync(context, trail, row, cancellation).ConfigureAwait(false)
                    : await MakeAsync(context, trail, row, draft, cancellation).ConfigureAwait(false);
                (person.PasswordHash, person.TotpSecret, person.TotpStep, person.Stamp) = (draft.PasswordHash, Convert.ToBase64String(_totp.Protect(draft.Totp)), step, Secret.NewKey());
                IReadOnlyList<string> codes = await RecoveryCodes.RenewAsync(context, person.Key, cancellation).ConfigureAwait(false);
                string session = await _sessions.BeginAsync(context, trail, new Entry(person.Key, "link"), caller, cancellation).ConfigureAwait(false);
                return new Joined(person.Key, session, codes);
            },
            cancellation);
    }

    private async Task<PersonRow> MakeAsync(ProgrammeContext context, AuditTrail trail, PersonLinkRow link, Draft draft, CancellationToken cancellation)
    {
        (string email, string folded) = PeopleBooks.Address(draft.Email);
        bool taken = await HeldAddresses.IsTakenAsync(context, folded, cancellation).ConfigureAwait(false);
        bool late = LinkStore.PurposeOf(link) == LinkPurpose.FirstAdministrator && await Administrators.CountAsync(context, _books, null, cancellation).ConfigureAwait(false) > 0;
        if (taken || late)
        {
            throw new PeopleException(taken ? PeopleFault.EmailTaken : PeopleFault.BadLink);
        }

        await HeldAddresses.FreeAsync(context, folded, cancellation).ConfigureAwait(false);
        var person = new PersonRow { Key = Secret.NewKey(), Name = draft.Name, Email = email, EmailFolded = folded, Organisation = link.Organisation, CreatedAt = _books.Now, Stamp = "" };
        var grant = new PersonGrantRow { Key = Secret.NewKey(), Person = person.Key, Role = link.Role!, Organisation = link.Organisation, GrantedAt = _books.Now, GrantedBy = link.CreatedBy };
        context.Add(person);
        context.Add(grant);
        trail.Add("person.join", $"person:{person.Key}", null, new { person.Name, person.Email, person.Organisation });
        trail.Add("person.grant", $"person:{person.Key}", null, new { grant.Key, grant.Role, grant.Organisation, grant.GrantedBy });
        return person;
    }

    // Everything one signed in with before is void: whoever may hold it is shut out.
    private async Task<PersonRow> RecoverAsync(ProgrammeContext context, AuditTrail trail, PersonLinkRow link, CancellationToken cancellation)
    {
        PersonRow person = await context.Set<PersonRow>().SingleOrDefaultAsync(row => row.Key == link.Person && row.EndedAt == null, cancellation).ConfigureAwait(false)
            ?? throw new PeopleException(PeopleFault.BadLink);
        await context.Set<PersonIdentityRow>().Where(row => row.Person == person.Key).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        int passkeys = await context.Set<PersonPasskeyRow>().Where(row => row.Person == person.Key).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        int sessions = await _sessions.EndAsync(context, trail, person.Key, _ => true, cancellation).ConfigureAwait(false);
        int tokens = await TokenStore.RevokeAllAsync(context, person.Key, _books.Now, cancellation).ConfigureAwait(false);
        trail.Add("person.recover", $"person:{person.Key}", new { Passkeys = passkeys, Sessions = sessions, Tokens = tokens }, new { Passkeys = 0, Sessions = 0, Tokens = 0 });
        return person;
    }

    private static JoinStep Step(string packed, Draft draft) => new(packed, Totp.ToBase32(draft.Totp), Totp.Address(draft.Totp, "Sextant", draft.Email));

    private Draft Open(string packed)
    {
        try
        {
            return JsonSerializer.Deserialize<Draft>(_step.Unprotect(Convert.FromBase64String(packed)))!;
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or FormatException or JsonException)
        {
            throw new PeopleException(PeopleFault.Stale);
        }
    }

    private sealed record Draft(string Link, string Name, string Email, string PasswordHash, byte[] Totp);
}

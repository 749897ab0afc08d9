using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Wire.Names;

namespace Sextant.Programme.Domains;

/// <summary>Claims of domains as people make and end them. Each change is a version of a fact and an entry of the audit log; each asks what the viewer may for that unit.</summary>
public sealed class DomainEditing(ProgrammeDatabase database, PeopleReach reach, TimeProvider clock)
{
    /// <summary>14 days to publish a token: whoever runs the DNS may have to be asked in writing.</summary>
    public static readonly TimeSpan TokenHolds = TimeSpan.FromDays(14);

    /// <summary>200 claims of a unit that are not proven: more than any has domains, and the program looks for each again and again.</summary>
    public const int MostOpen = 200;

    /// <summary>A year: what is taken without proof is looked at again.</summary>
    private const int AcceptedDays = 365;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>A unit says that a domain is its own. Gives the name as it is kept.</summary>
    /// <param name="kinds">As what it is measured once it is proven.</param>
    /// <exception cref="RefusedException">It is no name that a unit can have, or the viewer may not.</exception>
    public async Task<string> ClaimAsync(string organisation, string? typed, IReadOnlyList<string> kinds, Viewer viewer, CancellationToken cancellation = default)
    {
        await AskAsync(organisation, Right.ClaimDomains, viewer, cancellation).ConfigureAwait(false);
        HostName name = Name(typed);
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        string[] wanted = [.. DomainWords.Kinds.Where(kind => kinds.Contains(kind, StringComparer.Ordinal))];
        return await WriteAsync(viewer, "domain.claim", async (context, writer) =>
        {
            await context.OrganisationAsync(organisation, cancellation).ConfigureAwait(false);
            string key = DomainWords.Claim(organisation, name.Ascii);

            // Also one that is to come with a merger: it brings its proof.
            RegisterDomain? held = await context.Current<RegisterDomain>().SingleOrDefaultAsync(row => row.Key == key && (row.ValidUntil == null || row.ValidUntil >= today), cancellation).ConfigureAwait(false);
            int open = await context.At<RegisterDomain>(new AsOf(today)).CountAsync(row => row.Organisation == organisation && row.State == "claimed", cancellation).ConfigureAwait(false);
            if (held is not null || wanted.Length == 0 || open >= MostOpen)
            {
                throw held is not null ? new RefusedException("domain-claimed", held.Domain) : wanted.Length == 0 ? new RefusedException("domain-kinds") : new RefusedException("domain-many", MostOpen);
            }

            await writer.PutAsync(
                new RegisterDomain
                {
                    Key = key, Organisation = organisation, Ascii = name.Ascii, Domain = name.Unicode, Kinds = string.Join(' ', wanted),
                    Token = Secret.New(), TokenUntil = clock.GetUtcNow() + TokenHolds, State = "claimed",
                },
                null, cancellation).ConfigureAwait(false);
            return name.Ascii;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>A new token for what is not proven or not any more.</summary>
    public Task RenewAsync(string organisation, string ascii, Viewer viewer, CancellationToken cancellation = default) =>
        ChangeAsync((organisation, ascii), (Right.ClaimDomains, "domain.renew", null), viewer, row =>
        {
            if (DomainStore.StandingOf(row, clock.GetUtcNow()) is not (DomainStanding.Claimed or DomainStanding.TokenOver or DomainStanding.Over))
            {
                throw new RefusedException("domain-holds");
            }

            (row.Token, row.TokenUntil, row.State) = (Secret.New(), clock.GetUtcNow() + TokenHolds, "claimed");
            (row.Way, row.ProvenAt, row.HoldsUntil, row.CheckedAt, row.DnsFault, row.FileFault) = (null, null, null, null, null, null);
        }, cancellation);

    /// <summary>The office takes a domain for the unit's own without proof.</summary>
    /// <param name="reason">Why; stays readable.</param>
    public Task AcceptAsync(string organisation, string ascii, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        string why = Written.Line(reason, "domain-reason");
        return ChangeAsync((organisation, ascii), (Right.AcceptDomains, "domain.accept", why), viewer, row =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            (row.State, row.Way, row.ProvenAt, row.HoldsUntil) = ("accepted", null, now, now.AddDays(AcceptedDays));
        }, cancellation);
    }

    /// <summary>The claim was a mistake, or the domain is the unit's no more. Its targets stay as they are.</summary>
    public async Task WithdrawAsync(string organisation, string ascii, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        await AskAsync(organisation, Right.ClaimDomains, viewer, cancellation).ConfigureAwait(false);
        await WriteAsync(viewer, "domain.withdraw", async (context, writer) =>
        {
            RegisterDomain held = await HeldAsync(context, organisation, ascii, await TodayAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false) ?? throw new RefusedException("domain-none", ascii);
            await writer.TakeBackAsync(held, reason ?? "", cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes a contact down, or changes one.</summary>
    public async Task PutContactAsync(string organisation, string ascii, DomainContactDraft draft, Viewer viewer, CancellationToken cancellation = default)
    {
        await AskAsync(organisation, Right.ClaimDomains, viewer, cancellation).ConfigureAwait(false);
        await WriteAsync(viewer, "domain.contact", async (context, writer) =>
        {
            RegisterDomain claim = await HeldAsync(context, organisation, ascii, await TodayAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false) ?? throw new RefusedException("domain-none", ascii);
            int at = await RegisterEditing.PlaceAsync(context.Set<RegisterDomainContact>().Where(row => row.Claim == claim.Key).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            string email = Written.Line(draft.Email, "contact-email", 254);
            var row = new RegisterDomainContact
            {
                Key = DomainWords.Contact(claim.Key, at), Claim = claim.Key, Position = at,
                Kind = DomainWords.Contacts.Contains(draft.Kind, StringComparer.Ordinal) ? draft.Kind! : throw new RefusedException("contact-kind"),
                Name = Written.Line(draft.Name, "contact-name", 200), Phone = Written.OptionalLine(draft.Phone, "contact-phone", 50),
                Email = System.Net.Mail.MailAddress.TryCreate(email, out System.Net.Mail.MailAddress? read) && read.Address == email ? email : throw new RefusedException("contact-email", 254),
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Somebody is not to be written to any more.</summary>
    public async Task RemoveContactAsync(string organisation, string ascii, int position, Viewer viewer, CancellationToken cancellation = default)
    {
        await AskAsync(organisation, Right.ClaimDomains, viewer, cancellation).ConfigureAwait(false);
        await WriteAsync(viewer, "domain.contact", async (context, writer) =>
        {
            string key = DomainWords.Contact(DomainWords.Claim(organisation, ascii), position);
            RegisterDomainContact row = (RegisterDomainContact)(await context.HeldAsync<RegisterDomainContact>(key, "contact-none", cancellation).ConfigureAwait(false)).Next();
            row.Withdrawn = true;
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>A unit's claim of today: by an event it ends on a day, and another unit's begins.</summary>
    internal static Task<RegisterDomain?> HeldAsync(ProgrammeContext context, string organisation, string ascii, DateOnly today, CancellationToken cancellation)
    {
        string key = DomainWords.Claim(organisation, ascii);
        return context.At<RegisterDomain>(new AsOf(today)).SingleOrDefaultAsync(row => row.Key == key, cancellation);
    }

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);

    internal async Task AskAsync(string organisation, Right right, Viewer viewer, CancellationToken cancellation)
    {
        if (!viewer.Has(right, await reach.LineAsync(organisation, cancellation).ConfigureAwait(false)))
        {
            throw new RefusedException("not-allowed");
        }
    }

    // What belongs to everybody (gov.vn) is no unit's; nor are names under which only records stand.
    private static HostName Name(string? typed)
    {
        string written = Written.Line(typed, "domain-name", HostName.MaxLength);
        return HostName.TryParse(written, out HostName? name) && name.Labels.Count > 1 && !name.Ascii.Contains('_', StringComparison.Ordinal) && PublicSuffixes.Default.RegistrableDomain(name.Ascii) is not null
            ? name : throw new RefusedException("domain-name", HostName.MaxLength);
    }

    private async Task ChangeAsync(
        (string Organisation, string Ascii) claim, (Right Right, string Action, string? Reason) act, Viewer viewer, Action<RegisterDomain> change, CancellationToken cancellation)
    {
        await AskAsync(claim.Organisation, act.Right, viewer, cancellation).ConfigureAwait(false);
        await WriteAsync(viewer, act.Action, async (context, writer) =>
        {
            DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
            RegisterDomain held = await HeldAsync(context, claim.Organisation, claim.Ascii, today, cancellation).ConfigureAwait(false) ?? throw new RefusedException("domain-none", claim.Ascii);
            var row = (RegisterDomain)held.Next();
            change(row);
            await writer.PutAsync(row, act.Reason, cancellation).ConfigureAwait(false);
            if (row.State == "accepted")
            {
                await DomainTargets.EndOthersAsync(context, writer, row, (today, clock.GetUtcNow(), act.Reason!), cancellation).ConfigureAwait(false);
                await DomainTargets.PutAsync(context, writer, row, today, cancellation).ConfigureAwait(false);
            }

            return true;
        }, cancellation).ConfigureAwait(false);
    }

    private Task<T> WriteAsync<T>(Viewer viewer, string action, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        _register.WriteAsync(new RegisterChange(viewer.Actor, action, null), work, cancellation);
}

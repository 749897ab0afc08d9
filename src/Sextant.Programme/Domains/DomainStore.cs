using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Domains;

/// <summary>Reads claims of domains and their contacts.</summary>
public sealed class DomainStore(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>Claims, of one unit or of all, by unit and name.</summary>
    public async Task<IReadOnlyList<DomainView>> ListAsync(string? organisation, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterDomain> rows = await context.Known<RegisterDomain>(asOf).Where(row => organisation == null || row.Organisation == organisation).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        List<RegisterTarget> targets = await context.At<RegisterTarget>(asOf).Where(row => organisation == null || row.Organisation == organisation).ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, string> registered = targets.ToLookup(row => DomainWords.Claim(row.Organisation, row.Ascii), row => row.Kind, StringComparer.Ordinal);
        return
        [
            .. rows.OrderBy(row => row.Organisation, StringComparer.Ordinal).ThenBy(row => row.Ascii, StringComparer.Ordinal).Select(row => new DomainView(
                row.Key, row.Organisation, names.GetValueOrDefault(row.Organisation) ?? LocalText.Empty, row.Ascii, row.Domain, row.Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                StandingOf(row, clock.GetUtcNow()), DomainWords.Value(row.Token), row.TokenUntil, row.Way, row.ProvenAt, row.HoldsUntil, row.CheckedAt, row.DnsFault, row.FileFault,
                row.State == "accepted" ? row.Reason : null, [.. registered[row.Key].Distinct()])),
        ];
    }

    /// <summary>Contacts of a unit's domains; whether who asks may read them is asked before.</summary>
    public async Task<ILookup<string, DomainContactView>> ContactsAsync(string organisation, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        string[] claims = await context.Known<RegisterDomain>(asOf).Where(row => row.Organisation == organisation).Select(row => row.Key).ToArrayAsync(cancellation).ConfigureAwait(false);
        List<RegisterDomainContact> rows = await context.Known<RegisterDomainContact>(asOf).Where(row => claims.Contains(row.Claim)).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.OrderBy(row => row.Position).ToLookup(row => row.Claim, row => new DomainContactView(row.Claim, row.Position, row.Kind, row.Name, row.Email, row.Phone), StringComparer.Ordinal);
    }

    internal static DomainStanding StandingOf(RegisterDomain row, DateTimeOffset now) => row.State switch
    {
        "claimed" => row.TokenUntil > now ? DomainStanding.Claimed : DomainStanding.TokenOver,
        _ when row.HoldsUntil <= now => DomainStanding.Over,
        "accepted" => DomainStanding.Accepted,
        _ => row.DnsFault is null || row.Way == "file" && row.FileFault is null ? DomainStanding.Proven : DomainStanding.Failing,
    };
}

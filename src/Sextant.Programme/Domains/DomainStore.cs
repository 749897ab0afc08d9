using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Domains;

/// <summary>Reads claims of domains and their contacts.</summary>
public sealed class DomainStore(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>What is lacking where the proof is there, and the domain is another unit's.</summary>
    internal const string Held = "held";

    /// <summary>Claims, of one unit or of all, by unit and name: as they stood at the end of the day, as far as was known.</summary>
    public async Task<IReadOnlyList<DomainView>> ListAsync(string? organisation, AsOf asOf, CancellationToken cancellation = default)
    {
        (AsOf stood, DateTimeOffset instant) = await StoodAsync(asOf, cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = database.Create();
        List<RegisterDomain> rows = await context.At<RegisterDomain>(stood).Where(row => organisation == null || row.Organisation == organisation).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        List<RegisterTarget> targets = await context.At<RegisterTarget>(asOf).Where(row => organisation == null || row.Organisation == organisation).ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, string> registered = targets.ToLookup(row => DomainWords.Claim(row.Organisation, row.Ascii), row => row.Kind, StringComparer.Ordinal);
        return
        [
            .. rows.OrderBy(row => row.Organisation, StringComparer.Ordinal).ThenBy(row => row.Ascii, StringComparer.Ordinal).Select(row => new DomainView(
                row.Key, row.Organisation, names.GetValueOrDefault(row.Organisation) ?? LocalText.Empty, row.Ascii, row.Domain, row.Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                StandingOf(row, instant), DomainWords.Value(row.Token), row.TokenUntil, row.Way, row.ProvenAt, row.HoldsUntil, row.CheckedAt, row.DnsFault, row.FileFault,
                row.State == "accepted" ? row.Reason : null, [.. registered[row.Key].Distinct()])),
        ];
    }

    /// <summary>Contacts of a unit's domains; whether who asks may read them is asked before.</summary>
    public async Task<ILookup<string, DomainContactView>> ContactsAsync(string organisation, AsOf asOf, CancellationToken cancellation = default)
    {
        (AsOf stood, _) = await StoodAsync(asOf, cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = database.Create();
        string[] claims = await context.At<RegisterDomain>(stood).Where(row => row.Organisation == organisation).Select(row => row.Key).ToArrayAsync(cancellation).ConfigureAwait(false);
        List<RegisterDomainContact> rows = await context.At<RegisterDomainContact>(stood).Where(row => claims.Contains(row.Claim)).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.OrderBy(row => row.Position).ToLookup(row => row.Claim, row => new DomainContactView(row.Claim, row.Position, row.Kind, row.Name, row.Email, row.Phone), StringComparer.Ordinal);
    }

    // What is proven is told by when it was written down: on a day that is over a claim stood as it was known by its end, and was proven or over as of then.
    private async Task<(AsOf AsOf, DateTimeOffset Instant)> StoodAsync(AsOf asOf, CancellationToken cancellation)
    {
        DateTimeOffset end = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).EndOf(asOf);
        DateTimeOffset now = clock.GetUtcNow();
        return end < now ? (asOf with { Known = end.AddMicroseconds(asOf.Known == end ? 0 : -1) }, end) : (asOf, now);
    }

    internal static DomainStanding StandingOf(RegisterDomain row, DateTimeOffset now) => row.State switch
    {
        "claimed" => row.TokenUntil > now ? DomainStanding.Claimed : DomainStanding.TokenOver,
        _ when row.HoldsUntil <= now => DomainStanding.Over,
        "accepted" => DomainStanding.Accepted,
        _ => row.DnsFault is null || (row.Way == "file" && row.FileFault is null && row.DnsFault != Held) ? DomainStanding.Proven : DomainStanding.Failing,
    };
}

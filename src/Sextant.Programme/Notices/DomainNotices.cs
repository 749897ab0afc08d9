using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Domains;
using Sextant.Programme.Register;

namespace Sextant.Programme.Notices;

/// <summary>Domains that a unit is about to hold no longer: the last look did not find the proof, or what the office accepted without one ends soon.</summary>
internal sealed class DomainNotices(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>30 days, as for exemptions: who runs the DNS may have to be asked in writing.</summary>
    private const int DaysAhead = 30;

    /// <summary>What there is to be told today.</summary>
    internal async Task<IReadOnlyList<NoticeDraft>> WantedAsync(DateOnly today, CancellationToken cancellation)
    {
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow();
        await using ProgrammeContext context = database.Create();
        List<RegisterDomain> rows = await context.At<RegisterDomain>(new AsOf(today)).Where(row => row.State != "claimed").ToListAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. rows.Where(row => DomainStore.StandingOf(row, now) == DomainStanding.Failing || (DomainStore.StandingOf(row, now) == DomainStanding.Accepted && row.HoldsUntil <= now.AddDays(DaysAhead))).Select(row =>
            {
                DateOnly until = calendar.DateOf(row.HoldsUntil!.Value);
                return new NoticeDraft(
                    "domain-ending", string.Create(CultureInfo.InvariantCulture, $"{row.Key}/{until:yyyy-MM-dd}"), $"/organisations/{row.Organisation}/domains", row.Domain,
                    until.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)) { Unit = row.Organisation };
            }),
        ];
    }
}

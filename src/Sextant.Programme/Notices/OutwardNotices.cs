using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Notices;

/// <summary>Other systems that are told nothing any more, because they have not answered for long or said that they are gone.</summary>
internal sealed class OutwardNotices(ProgrammeDatabase database)
{
    /// <summary>What there is to be told.</summary>
    internal async Task<IReadOnlyList<NoticeDraft>> WantedAsync(CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        List<WebhookRow> rows = await context.Set<WebhookRow>().AsNoTracking().Where(row => row.State == "disabled").ToListAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. rows.Select(row => new NoticeDraft(
                "webhook-off", string.Create(CultureInfo.InvariantCulture, $"{row.Key}/{row.FailingSince?.UtcTicks}"), "/webhooks/" + row.Key, row.Label, row.Url)),
        ];
    }
}

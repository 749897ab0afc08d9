using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Webhooks;

/// <summary>Reads addresses and what was delivered to them.</summary>
public sealed class WebhookStore(ProgrammeDatabase database)
{
    /// <summary>Every address that was not removed, in the order in which they came.</summary>
    public async Task<IReadOnlyList<WebhookView>> ListAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<WebhookRow> rows = await context.Set<WebhookRow>().AsNoTracking().Where(row => row.State != "removed").OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, int> waiting = await context.Set<WebhookDeliveryRow>().Where(row => row.DoneAt == null).GroupBy(row => row.Webhook).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.Select(row => new WebhookView(
                row.Key, row.Url, row.Label, row.Events.Split('\n'), row.State, row.CreatedAt, row.FormerSecret is null ? null : row.FormerUntil, row.FailingSince, waiting.GetValueOrDefault(row.Key))),
        ];
    }

    /// <summary>One address; null when there is none of that key.</summary>
    public async Task<WebhookView?> FindAsync(string key, CancellationToken cancellation = default) =>
        (await ListAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Key == key);

    /// <summary>The newest deliveries of an address.</summary>
    public async Task<IReadOnlyList<DeliveryView>> DeliveriesAsync(string hook, int most = 100, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<WebhookDeliveryRow> rows = await context.Set<WebhookDeliveryRow>().AsNoTracking().Where(row => row.Webhook == hook).OrderByDescending(row => row.Id).Take(most).ToListAsync(cancellation).ConfigureAwait(false);
        string[] keys = [.. rows.Select(row => row.Event)];
        Dictionary<string, WebhookEventRow> events = await context.Set<WebhookEventRow>().AsNoTracking().Where(row => keys.Contains(row.Key))
            .ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.Select(row => new DeliveryView(
                row.Key, row.Event, events[row.Event].Kind, events[row.Event].Subject, row.State, row.Attempts, row.MadeAt, row.NextAt, row.DoneAt, row.Status, row.Fault,
                row.Took is { } took ? TimeSpan.FromMilliseconds(took) : null)),
        ];
    }
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Webhooks;

/// <summary>Addresses that are told of events: each act with its entry in the audit log, no secret ever in it.</summary>
public sealed class WebhookEditing(ProgrammeDatabase database, PeopleArea people, TimeProvider clock)
{
    /// <summary>20 addresses: every act asks each whether it wants to be told.</summary>
    public const int Most = 20;

    /// <summary>24 h: a receiver takes the new secret up within a working day, and both sign until then.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    internal const string Purpose = "sextant.webhooks.secret";

    private readonly IDataProtector _protector = people.Protection.CreateProtector(Purpose);

    /// <summary>Adds an address; gives its key and its secret, which is shown this once.</summary>
    /// <exception cref="RefusedException">Something of it cannot be, or the viewer may not.</exception>
    public Task<(string Key, string Secret)> CreateAsync(WebhookDraft draft, Viewer viewer, CancellationToken cancellation = default) => DoAsync(viewer, async (context, trail) =>
    {
        if (await context.Set<WebhookRow>().CountAsync(row => row.State != "removed", cancellation).ConfigureAwait(false) >= Most)
        {
            throw new RefusedException("webhook-most", Most);
        }

        string secret = NewSecret();
        var row = new WebhookRow
        {
            Key = People.Secret.NewKey(), Url = Address(draft.Url), Label = Written.Line(draft.Label, "webhook-label", 100), Events = Events(draft.Events), State = "active", Secret = _protector.Protect(secret),
            CreatedAt = clock.GetUtcNow(),
        };
        context.Add(row);
        trail.Add("webhook.create", "webhook:" + row.Key, null, Public(row));
        return (row.Key, secret);
    }, cancellation);

    /// <summary>Changes what an address is called, where it is, and what it is told of.</summary>
    public Task ChangeAsync(string key, WebhookDraft draft, Viewer viewer, CancellationToken cancellation = default) => ChangeAsync(key, "webhook.change", viewer, row =>
        (row.Url, row.Label, row.Events) = (Address(draft.Url), Written.Line(draft.Label, "webhook-label", 100), Events(draft.Events)), cancellation);

    /// <summary>Tells an address nothing for now.</summary>
    public Task PauseAsync(string key, Viewer viewer, CancellationToken cancellation = default) => ChangeAsync(key, "webhook.pause", viewer, row => row.State = "paused", cancellation);

    /// <summary>Goes on, also after long failure; what still waits goes out.</summary>
    public Task ResumeAsync(string key, Viewer viewer, CancellationToken cancellation = default) =>
        ChangeAsync(key, "webhook.resume", viewer, row => (row.State, row.FailingSince) = ("active", null), cancellation);

    /// <summary>Forgets an address; what waits for it is given up.</summary>
    public Task RemoveAsync(string key, Viewer viewer, CancellationToken cancellation = default) =>
        ChangeAsync(key, "webhook.remove", viewer, row => (row.State, row.Secret, row.FormerSecret) = ("removed", "", null), cancellation);

    /// <summary>Makes a new secret, shown this once; the former one signs beside it for a day.</summary>
    /// <param name="atOnce">The former ones sign no more from now on: somebody else has them.</param>
    /// <exception cref="RefusedException">Two secrets sign already: a receiver that has the older one alone would be lost.</exception>
    public async Task<string> RotateAsync(string key, bool atOnce, Viewer viewer, CancellationToken cancellation = default)
    {
        string secret = NewSecret();
        await ChangeAsync(
            key,
            "webhook.rotate",
            viewer,
            row =>
            {
                DateTimeOffset now = clock.GetUtcNow();
                if (!atOnce && row.FormerSecret is not null && row.FormerUntil > now)
                {
                    throw new RefusedException("webhook-rotated", (int)Math.Ceiling((row.FormerUntil.Value - now).TotalHours));
                }

                (row.FormerSecret, row.FormerUntil, row.Secret) = (atOnce ? null : row.Secret, atOnce ? null : now + Overlap, _protector.Protect(secret));
            },
            cancellation).ConfigureAwait(false);
        return secret;
    }

    /// <summary>Sends a trial, also to an address that is paused or switched off: whether it answers again is what one wants to know before it goes on.</summary>
    public Task TestAsync(string key, Viewer viewer, CancellationToken cancellation = default) => DoAsync(viewer, async (context, trail) =>
    {
        WebhookRow row = await HeldAsync(context, key, cancellation).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow();
        WebhookEventRow trial = OutwardEvents.Row(new OutwardEvent(WebhookKinds.Ping, $"ping {row.Key} {People.Secret.NewKey()}", "webhook:" + row.Key, "/me", now));
        context.Add(trial);
        context.Add(OutwardEvents.Delivery(row.Key, trial.Key, now));
        trail.Add("webhook.test", "webhook:" + row.Key, null, new { Event = trial.Key });
        return true;
    }, cancellation);

    /// <summary>Sends an event once more: the same event, another delivery.</summary>
    public Task RedeliverAsync(string key, string delivery, Viewer viewer, CancellationToken cancellation = default) => DoAsync(viewer, async (context, trail) =>
    {
        WebhookRow row = await HeldAsync(context, key, cancellation).ConfigureAwait(false);
        WebhookDeliveryRow held = await context.Set<WebhookDeliveryRow>().SingleOrDefaultAsync(one => one.Key == delivery && one.Webhook == key, cancellation).ConfigureAwait(false)
            ?? throw new RefusedException("webhook-none");
        WebhookDeliveryRow again = OutwardEvents.Delivery(row.Key, held.Event, clock.GetUtcNow());
        context.Add(again);
        trail.Add("webhook.redeliver", "webhook:" + row.Key, null, new { held.Event, Delivery = again.Key });
        return true;
    }, cancellation);

    private static async Task<WebhookRow> HeldAsync(ProgrammeContext context, string key, CancellationToken cancellation) =>
        await context.Set<WebhookRow>().SingleOrDefaultAsync(row => row.Key == key && row.State != "removed", cancellation).ConfigureAwait(false) ?? throw new RefusedException("webhook-none");

    // Only what can be an address is asked here; where its name leads is judged each time something goes out.
    private static string Address(string? typed) =>
        Uri.TryCreate(typed?.Trim(), UriKind.Absolute, out Uri? url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0 && url.Fragment.Length == 0 && url.AbsoluteUri.Length <= 500
            && url.Port is 443 or (>= 1024 and <= 65535) && (url.HostNameType != UriHostNameType.Dns || url.IdnHost.Contains('.', StringComparison.Ordinal))
            ? url.AbsoluteUri
            : throw new RefusedException("webhook-url");

    private static string Events(IReadOnlyList<string> chosen) =>
        chosen.Count > 0 && chosen.All(kind => WebhookKinds.All.Contains(kind, StringComparer.Ordinal)) ? string.Join('\n', WebhookKinds.All.Intersect(chosen, StringComparer.Ordinal)) : throw new RefusedException("webhook-events");

    private static string NewSecret() => "whsec_" + People.Secret.New();

    private static object Public(WebhookRow row) => new { row.Key, row.Url, row.Label, row.Events, row.State, row.FormerUntil };

    private Task ChangeAsync(string key, string action, Viewer viewer, Action<WebhookRow> change, CancellationToken cancellation) => DoAsync(viewer, async (context, trail) =>
    {
        WebhookRow row = await HeldAsync(context, key, cancellation).ConfigureAwait(false);
        object before = Public(row);
        change(row);
        trail.Add(action, "webhook:" + row.Key, before, Public(row));
        return true;
    }, cancellation);

    private Task<T> DoAsync<T>(Viewer viewer, Func<ProgrammeContext, AuditTrail, Task<T>> work, CancellationToken cancellation) => viewer.Has(Right.KeepWebhooks)
        ? new AuditLog(database, clock).ChangeAsync(viewer.Actor, work, cancellation)
        : throw new RefusedException("not-allowed");
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Register;
using Sextant.Programme.Webhooks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Webhooks;

/// <summary>One system that is told of events: what was delivered, a trial, a new secret, pausing and removing.</summary>
public sealed class ViewModel : EditingPage
{
    public WebhookView Webhook { get; private set; } = null!;

    public IReadOnlyList<DeliveryView> Deliveries { get; private set; } = [];

    /// <summary>A new secret, shown once.</summary>
    public string? Secret { get; private set; }

    /// <summary>The country's time zone; UTC until a pack says which country it is.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Why the last attempt was none; null: it was taken, or the status says all.</summary>
    public string? Why(DeliveryView one) => one switch
    {
        { Fault: "tls" or "no-answer" } => T["webhooks.fault-" + one.Fault],
        { Fault: { } fault } => Language.Says.Find("failure." + fault) ?? fault,
        { Status: >= 300 and <= 399 } => T["webhooks.redirected"],
        _ => null,
    };

    /// <summary>Whether a delivery goes out only when the address is told again: trials alone go to one that rests, each once.</summary>
    public bool IsHeld(DeliveryView one) => Webhook.State != "active" && one.State == "waiting" && (one.Kind != WebhookKinds.Ping || one.Attempts > 0);

    public Task<IActionResult> OnGetAsync(string key, CancellationToken cancellation) => ShowAsync(key, cancellation);

    public Task<IActionResult> OnPostChangeAsync(string key, [FromForm] string? url, [FromForm] string? label, [FromForm(Name = "event")] string[]? events, CancellationToken cancellation) =>
        DoAsync(key, () => Parts.Webhooks.Editing.ChangeAsync(key, new WebhookDraft(url, label, events ?? []), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostStateAsync(string key, [FromForm] string? to, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await (to switch
            {
                "paused" => Parts.Webhooks.Editing.PauseAsync(key, Viewer, cancellation),
                "active" => Parts.Webhooks.Editing.ResumeAsync(key, Viewer, cancellation),
                "removed" => Parts.Webhooks.Editing.RemoveAsync(key, Viewer, cancellation),
                _ => throw new RefusedException("webhook-none"),
            }).ConfigureAwait(false);
            return to == "removed" ? "/webhooks" : "/webhooks/" + key;
        },
        () => ShowAsync(key, cancellation));

    public async Task<IActionResult> OnPostRotateAsync(string key, [FromForm] string? when, CancellationToken cancellation)
    {
        try
        {
            Secret = await Parts.Webhooks.Editing.RotateAsync(key, when == "now", Viewer, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            Refuse(refused, 422);
        }

        return await ShowAsync(key, cancellation).ConfigureAwait(false);
    }

    public Task<IActionResult> OnPostTestAsync(string key, CancellationToken cancellation) => DoAsync(key, () => Parts.Webhooks.Editing.TestAsync(key, Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostAgainAsync(string key, [FromForm] string? delivery, CancellationToken cancellation) =>
        DoAsync(key, () => Parts.Webhooks.Editing.RedeliverAsync(key, delivery ?? "", Viewer, cancellation), cancellation);

    private Task<IActionResult> DoAsync(string key, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/webhooks/" + key, () => ShowAsync(key, cancellation));

    private async Task<IActionResult> ShowAsync(string key, CancellationToken cancellation)
    {
        if (await Parts.Webhooks.Store.FindAsync(key, cancellation).ConfigureAwait(false) is not { } found)
        {
            return NotFound();
        }

        Webhook = found;
        Zone = (await Parts.Country.HeaderAsync(cancellation).ConfigureAwait(false))?.Calendar.Zone ?? Zone;
        Deliveries = await Parts.Webhooks.Store.DeliveriesAsync(key, cancellation: cancellation).ConfigureAwait(false);
        return Page();
    }
}

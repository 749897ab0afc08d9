using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Register;
using Sextant.Programme.Webhooks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Webhooks;

/// <summary>Other systems that are told of events: the list, and another one.</summary>
public sealed class IndexModel : EditingPage
{
    public IReadOnlyList<WebhookView> Webhooks { get; private set; } = [];

    /// <summary>The new one with its secret, shown once.</summary>
    public (string Key, string Secret)? Made { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public async Task<IActionResult> OnPostAsync([FromForm] string? url, [FromForm] string? label, [FromForm(Name = "event")] string[]? events, CancellationToken cancellation)
    {
        try
        {
            Made = await Parts.Webhooks.Editing.CreateAsync(new WebhookDraft(url, label, events ?? []), Viewer, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            Refuse(refused, refused.Word == "not-allowed" ? 403 : 422);
        }

        return await ShowAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        Webhooks = await Parts.Webhooks.Store.ListAsync(cancellation).ConfigureAwait(false);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Web.Access;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Account;

/// <summary>
/// Where the link that stops letters leads, signed in or not. Looking changes nothing, for mail servers look at links; a <c>POST</c> does, of a mail program (RFC 8058) or by the button, and so does its undoing.
/// What the link holds is the proof: there is no session that another page could ride on.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class StopLettersModel : SextantPage
{
    [BindProperty(SupportsGet = true, Name = "token")]
    public string? Token { get; set; }

    /// <summary>Whether no more letters go out.</summary>
    public bool Stopped { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await Parts.Notices.Stop.StopAsync(Token, HttpContext.From(), cancellation).ConfigureAwait(false);
        return await ShowAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken cancellation)
    {
        await Parts.Notices.Stop.UndoAsync(Token, HttpContext.From(), cancellation).ConfigureAwait(false);
        return await ShowAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        if (await Parts.Notices.Stop.FindAsync(Token, cancellation).ConfigureAwait(false) is not { } stopped)
        {
            return NotFound();
        }

        Stopped = stopped;
        return Page();
    }
}

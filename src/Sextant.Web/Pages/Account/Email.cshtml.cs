using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Account;

/// <summary>Where the letter to a new address leads: opening it changes nothing, the button does.</summary>
public sealed class EmailModel : OfficePage
{
    [BindProperty(SupportsGet = true, Name = "token")]
    public string? Token { get; set; }

    /// <summary>What the link would change; null: it is none.</summary>
    public EmailChange? Change { get; private set; }

    /// <summary>The address that the account has now; null: nothing was changed.</summary>
    public string? Done { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellation)
    {
        await TryAsync(async () =>
        {
            Done = (await Parts.People.OwnEmail.ConfirmAsync(Viewer, Token, cancellation).ConfigureAwait(false)).Email;
            string letters = await Parts.Notices.Notices.LanguageAsync(Viewer.Person!, Lang, cancellation).ConfigureAwait(false);
            await Parts.Notices.Outbox.TellAsync(Viewer.Email, letters, "email-changed", [Viewer.Name, Done], cancellation).ConfigureAwait(false);
            return Page();
        }).ConfigureAwait(false);
        await ReadAsync(cancellation).ConfigureAwait(false);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        Change = Done is null ? await Parts.People.OwnEmail.FindAsync(Viewer, Token, cancellation).ConfigureAwait(false) : null;
    }
}

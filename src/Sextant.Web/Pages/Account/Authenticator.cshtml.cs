using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Account;

/// <summary>Another authenticator in place of the one there is.</summary>
public sealed class AuthenticatorModel : OfficePage
{
    [BindProperty(Name = "sealed")]
    public string? Sealed { get; set; }

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    /// <summary>The new key to scan; null: it has been taken.</summary>
    public JoinStep? Step { get; private set; }

    public void OnGet()
    {
        Response.Headers.CacheControl = "no-store";
        Step = Parts.People.OwnAuthenticator.Begin(Viewer);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        await TryAsync(async () =>
        {
            await Parts.People.OwnAuthenticator.ReplaceAsync(Viewer, Sealed, Code ?? "", cancellation).ConfigureAwait(false);
            await this.TellAsync("authenticator", cancellation).ConfigureAwait(false);
            return Page();
        }).ConfigureAwait(false);
        Step = Fault switch { null => null, PeopleFault.BadCode => Parts.People.OwnAuthenticator.Again(Viewer, Sealed), _ => Parts.People.OwnAuthenticator.Begin(Viewer) };
        return Page();
    }
}

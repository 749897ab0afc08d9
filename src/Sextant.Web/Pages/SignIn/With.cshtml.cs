using Microsoft.AspNetCore.Mvc;
using Sextant.Web.Access;
using Sextant.Web.Access.Providers;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.SignIn;

/// <summary>Sends the browser to an identity provider.</summary>
public sealed class WithModel(ProviderDesk desk) : OfficePage
{
    public async Task<IActionResult> OnGetAsync(string provider, [FromQuery(Name = "return")] string? back, string? link)
    {
        Response.Headers.CacheControl = "no-store";
        try
        {
            return Redirect(await desk.BeginAsync(HttpContext, provider, Local(back, "/account"), link).ConfigureAwait(false));
        }
        catch (ProviderException refused)
        {
            if (desk.Find(provider) is { } known)
            {
                await Parts.People.Identities.RefusedAsync(known.Provider, ProviderException.Word(refused.Fault), HttpContext.From(), HttpContext.RequestAborted).ConfigureAwait(false);
            }

            return Redirect(To($"/sign-in?fault={ProviderException.Word(refused.Fault)}&provider={Uri.EscapeDataString(provider)}"));
        }
    }
}

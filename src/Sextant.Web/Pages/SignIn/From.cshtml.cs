using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Access.Providers;
using Sextant.Web.Hosting;
using Sextant.Web.Pages.Account;

namespace Sextant.Web.Pages.SignIn;

/// <summary>Where browsers come back to from an identity provider.</summary>
public sealed class FromModel(ProviderDesk desk, SignInCookies cookies) : OfficePage
{
    public async Task<IActionResult> OnGetAsync(string provider, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        string home = "";
        try
        {
            (ProviderClient client, ProviderStep step) = desk.Take(HttpContext, provider);
            home = step.Home;
            ProvenIdentity identity = await client.ComeBackAsync(step, Request.Query, cancellation).ConfigureAwait(false);
            return step.Link is null
                ? await LetInAsync(client.Provider, step, identity, cancellation).ConfigureAwait(false)
                : await LinkAsync(client.Provider, step, identity, cancellation).ConfigureAwait(false);
        }
        catch (ProviderException refused)
        {
            if (desk.Find(provider) is { } known)
            {
                await Parts.People.Identities.RefusedAsync(known.Provider, ProviderException.Word(refused.Fault), HttpContext.From(), cancellation).ConfigureAwait(false);
            }

            return Redirect($"{home}/sign-in?fault={ProviderException.Word(refused.Fault)}&provider={Uri.EscapeDataString(provider)}");
        }
    }

    private async Task<IActionResult> LetInAsync(SignInProvider provider, ProviderStep step, ProvenIdentity identity, CancellationToken cancellation)
    {
        Arrival arrival = await Parts.People.Arrivals.ArriveAsync(provider, identity, HttpContext.Caller(cookies), cancellation).ConfigureAwait(false);
        switch (arrival.Step)
        {
            case ArrivalStep.In:
                await this.EnterAsync(cookies, arrival.Secret!, arrival.Person!, cancellation).ConfigureAwait(false);
                return Redirect(Local(step.Return, "/account"));
            case ArrivalStep.Code:
                cookies.Pend(HttpContext, new PendingStep(arrival.Person!, "", step.Return) { Provider = provider.Name, Arrival = arrival.Secret });
                return Redirect(step.Home + "/sign-in/code");
            case ArrivalStep.Authenticator:
                cookies.Pend(HttpContext, new PendingStep("", "", step.Return) { Provider = provider.Name, Arrival = arrival.Secret });
                return Redirect(step.Home + "/sign-in/authenticator");
            default:
                throw new ProviderException(ProviderFault.Unknown);
        }
    }

    private async Task<IActionResult> LinkAsync(SignInProvider provider, ProviderStep step, ProvenIdentity identity, CancellationToken cancellation)
    {
        // The browser that began it must still be signed in, by the very same session.
        if (step.Link != Viewer.Session)
        {
            throw new ProviderException(ProviderFault.State);
        }

        try
        {
            await Parts.People.Identities.LinkAsync(Viewer, provider, identity, cancellation).ConfigureAwait(false);
            await this.TellAsync("identity-linked", cancellation).ConfigureAwait(false);
            return Redirect($"{step.Home}/account/security?done=identity-linked");
        }
        catch (PeopleException)
        {
            return Redirect($"{step.Home}/account/security?fault=identity-taken");
        }
    }
}

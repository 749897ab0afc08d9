using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Access.Providers;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.SignIn;

/// <summary>Signing out: the session ends on the server, not in the browser alone. Who came by an identity provider is offered to end that session too.</summary>
public sealed class OutModel(SignInCookies cookies, ProviderDesk desk) : OfficePage
{
    /// <summary>Where the session at the provider ends.</summary>
    public string There { get; private set; } = "";

    /// <summary>What the provider is called.</summary>
    public string Title { get; private set; } = "";

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        SessionOrigin? origin = null;
        if (Viewer.Session is { } session)
        {
            origin = await Parts.People.Identities.OriginAsync(Viewer, cancellation).ConfigureAwait(false);
            await Parts.People.Sessions.EndAsync(Viewer, session, cancellation).ConfigureAwait(false);
        }

        cookies.End(HttpContext);
        if (origin is null || desk.Find(origin.Provider) is not { } client || await client.EndAddressAsync(origin.Token, cancellation).ConfigureAwait(false) is not { } there)
        {
            return Redirect(To("/"));
        }

        // A page with a link, not a redirect: forms lead nowhere but here, and whether the whole of the own sign-in ends is for the person to say.
        HttpContext.Features.Set(Asking.Stranger(HttpContext));
        (There, Title) = (there, client.Provider.Title);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Web.Access;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.SignIn;

/// <summary>Signing out: the session ends on the server, not in the browser alone.</summary>
public sealed class OutModel(SignInCookies cookies) : OfficePage
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Viewer.Session is { } session)
        {
            await Parts.People.Sessions.EndAsync(Viewer, session, cancellation).ConfigureAwait(false);
        }

        cookies.End(HttpContext);
        return Redirect(To("/"));
    }
}

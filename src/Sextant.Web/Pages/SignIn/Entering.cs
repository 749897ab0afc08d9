using Sextant.Web.Access;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.SignIn;

/// <summary>The last step of every way in: a new session, and the end of the one that this browser had.</summary>
internal static class Entering
{
    public static async Task EnterAsync(this OfficePage page, SignInCookies cookies, string session, string person, CancellationToken cancellation)
    {
        if (page.Viewer.Session is { } before)
        {
            await page.Parts.People.Sessions.EndAsync(page.Viewer, before, cancellation).ConfigureAwait(false);
        }

        cookies.Begin(page.HttpContext, session, person);
    }
}

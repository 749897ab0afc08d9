using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.SignIn;

/// <summary>Signing in by a passkey: the script of the page for signing in asks here what to ask, and brings the answer.</summary>
public sealed class PasskeyModel(SignInCookies cookies, PasskeyDesk desk) : OfficePage
{
    [BindProperty(Name = "credential")]
    public string? Credential { get; set; }

    [BindProperty(Name = "return")]
    public string? ReturnTo { get; set; }

    public async Task<IActionResult> OnPostOptionsAsync() => Content(await desk.AskAsync(HttpContext).ConfigureAwait(false), "application/json");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        SignInOutcome outcome = await desk.EnterAsync(HttpContext, Credential ?? "").ConfigureAwait(false);
        if (outcome.Session is not { } session)
        {
            return new JsonResult(new { to = (string?)null }) { StatusCode = StatusCodes.Status401Unauthorized };
        }

        await this.EnterAsync(cookies, session, outcome.Person!, cancellation).ConfigureAwait(false);
        return new JsonResult(new { to = Local(ReturnTo, "/account") });
    }
}

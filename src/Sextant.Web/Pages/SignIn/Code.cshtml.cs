using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Access.Providers;
using Sextant.Web.Hosting;
using Sextant.Web.Pages.Account;

namespace Sextant.Web.Pages.SignIn;

/// <summary>The second factor.</summary>
public sealed class CodeModel(SignInCookies cookies, ProviderDesk desk) : OfficePage
{
    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    public bool Refused { get; private set; }

    public int? WaitMinutes { get; private set; }

    public IActionResult OnGet() => cookies.Pending(HttpContext) is { Person.Length: > 0 } ? Page() : Redirect(To("/sign-in"));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (cookies.Pending(HttpContext) is not { Person.Length: > 0 } pending)
        {
            return Redirect(To("/sign-in"));
        }

        SignInOutcome outcome = await LookAsync(pending, cancellation).ConfigureAwait(false);
        if (outcome.Session is { } session)
        {
            await this.EnterAsync(cookies, session, outcome.Person!, cancellation).ConfigureAwait(false);
            return Redirect(Local(pending.Return, "/account"));
        }

        if (outcome.Alarming)
        {
            await this.TellAsync("codes-tried", pending.Person, cancellation).ConfigureAwait(false);
        }

        Refused = outcome.Wait is null;
        WaitMinutes = IndexModel.MinutesOf(outcome.Wait);
        Response.StatusCode = outcome.Wait is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status429TooManyRequests;
        return Page();
    }

    private Task<SignInOutcome> LookAsync(PendingStep pending, CancellationToken cancellation)
    {
        Caller caller = HttpContext.Caller(cookies);
        return pending.Arrival is not { } arrival ? Parts.People.SignIn.CodeAsync(pending.Person, pending.Stamp, Code ?? "", caller, cancellation)
            : desk.Find(pending.Provider)?.Provider is { } provider ? Parts.People.Arrivals.CodeAsync(provider, arrival, Code ?? "", caller, cancellation)
            : Task.FromResult(new SignInOutcome(null, null, null));
    }
}

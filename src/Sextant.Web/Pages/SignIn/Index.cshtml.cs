using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Access.Providers;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.SignIn;

/// <summary>Signing in: the password, which a code must follow, or a passkey.</summary>
public sealed class IndexModel(SignInCookies cookies, ProviderDesk desk) : OfficePage
{
    /// <summary>Identity providers by which one can sign in.</summary>
    public IReadOnlyList<SignInProvider> Providers => desk.All;

    /// <summary>Why a provider's word let nobody in: its sentence; null: none was asked.</summary>
    public string? ProviderFaultKey { get; private set; }

    /// <summary>Which provider that was.</summary>
    public string ProviderTitle { get; private set; } = "";

    [BindProperty(SupportsGet = true, Name = "return")]
    public string? ReturnTo { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    /// <summary>The password was not right, or there is no such account: which of the two is not said.</summary>
    public bool Refused { get; private set; }

    /// <summary>How long to wait before the next try.</summary>
    public int? WaitMinutes { get; private set; }

    public void OnGet(string? fault, string? provider)
    {
        ReturnTo = Local(ReturnTo, "/account");
        if (Enum.GetValues<ProviderFault>().Cast<ProviderFault?>().FirstOrDefault(one => ProviderException.Word(one!.Value) == fault) is { } known)
        {
            // The words come from the address, which anybody can write: only a sentence of ours is shown, with a provider of the settings.
            (ProviderFaultKey, ProviderTitle) = ("provider.fault-" + ProviderException.Word(known), desk.Find(provider)?.Provider.Title ?? T["provider.some"]);
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        ReturnTo = Local(ReturnTo, "/account");
        PasswordOutcome outcome = await Parts.People.SignIn.PasswordAsync(Email ?? "", Password ?? "", HttpContext.Caller(cookies), cancellation).ConfigureAwait(false);
        if (outcome.Pending is { } person)
        {
            cookies.Pend(HttpContext, new PendingStep(person, outcome.Stamp!, ReturnTo));
            return Redirect(To("/sign-in/code"));
        }

        Refused = outcome.Wait is null;
        WaitMinutes = MinutesOf(outcome.Wait);
        Response.StatusCode = outcome.Wait is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status429TooManyRequests;
        SayWhen(outcome.Wait);
        return Page();
    }

    internal static int? MinutesOf(TimeSpan? wait) => wait is { } time ? (int)Math.Ceiling(time.TotalMinutes) : null;

    private void SayWhen(TimeSpan? wait)
    {
        if (wait is { } time)
        {
            Response.Headers.RetryAfter = ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }
}

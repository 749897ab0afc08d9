using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Access.Providers;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.SignIn;

/// <summary>The step of somebody new whom an identity provider has vouched for: an authenticator, then the recovery codes.</summary>
public sealed class AuthenticatorModel(ProviderDesk desk, SignInCookies cookies) : OfficePage
{
    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    /// <summary>What to set the authenticator up with; null: there is nothing to do here.</summary>
    public JoinStep? Step { get; private set; }

    /// <summary>What the provider is called.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The recovery codes, shown once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>Where to go when the codes are kept.</summary>
    public string Next { get; private set; } = "";

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await ReadAsync(cancellation).ConfigureAwait(false) is not ({ } provider, { } pending))
        {
            return Page();
        }

        return await TryAsync(async () =>
        {
            Joined joined = await Parts.People.Arrivals.JoinAsync(provider, pending.Arrival!, Code ?? "", HttpContext.Caller(cookies), cancellation).ConfigureAwait(false);
            await this.EnterAsync(cookies, joined.Session, joined.Person, cancellation).ConfigureAwait(false);
            (Codes, Next) = (joined.Codes, Local(pending.Return, "/account"));
            return Page();
        }).ConfigureAwait(false) ?? Page();
    }

    private async Task<(SignInProvider? Provider, PendingStep? Pending)> ReadAsync(CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        if (cookies.Pending(HttpContext) is not { Arrival: { } secret } pending || desk.Find(pending.Provider)?.Provider is not { } provider)
        {
            return (null, null);
        }

        Title = provider.Title;
        Step = await Parts.People.Arrivals.AuthenticatorAsync(provider, secret, cancellation).ConfigureAwait(false);
        return Step is null ? (null, null) : (provider, pending);
    }
}

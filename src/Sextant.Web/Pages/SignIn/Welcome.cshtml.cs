using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Hosting;
using Sextant.Web.Pages.Account;

namespace Sextant.Web.Pages.SignIn;

/// <summary>What a one-time link opens: choosing a password, then an authenticator, then the recovery codes. Opening it uses nothing up; the last step does.</summary>
public sealed class WelcomeModel(SignInCookies cookies) : OfficePage
{
    [BindProperty(SupportsGet = true, Name = "token")]
    public string? Token { get; set; }

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    [BindProperty(Name = "again")]
    public string? Again { get; set; }

    [BindProperty(Name = "sealed")]
    public string? Sealed { get; set; }

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    public LinkView? Link { get; private set; }

    public JoinStep? Step { get; private set; }

    public IReadOnlyList<string> Codes { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation).ConfigureAwait(false);
        return await TryAsync(async () =>
        {
            Step = await Parts.People.Join.BeginAsync(Token ?? "", new JoinForm(Name ?? "", Email ?? "", Password ?? "", Again ?? ""), cancellation).ConfigureAwait(false);
            return Page();
        }).ConfigureAwait(false) ?? Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation).ConfigureAwait(false);
        IActionResult? done = await TryAsync(async () =>
        {
            Joined joined = await Parts.People.Join.CompleteAsync(Token ?? "", Sealed ?? "", Code ?? "", HttpContext.Caller(cookies), cancellation).ConfigureAwait(false);
            await this.EnterAsync(cookies, joined.Session, joined.Person, cancellation).ConfigureAwait(false);
            await Parts.Notices.Notices.MeetAsync(joined.Person, Lang, cancellation).ConfigureAwait(false);
            if (Link?.Purpose == LinkPurpose.Recovery)
            {
                await this.TellAsync("recovered", joined.Person, cancellation).ConfigureAwait(false);
            }

            Codes = joined.Codes;
            return Page();
        }).ConfigureAwait(false);
        if (done is null && Fault == PeopleFault.BadCode)
        {
            Step = Parts.People.Join.Again(Sealed!);
        }

        return done ?? Page();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        Link = await Parts.People.Links.FindAsync(Token ?? "", cancellation).ConfigureAwait(false);
    }
}

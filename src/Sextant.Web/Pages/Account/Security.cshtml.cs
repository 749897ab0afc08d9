using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Access.Providers;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Account;

/// <summary>What one signs in with: password, recovery codes, passkeys. Asks for having signed in a short while ago.</summary>
public sealed class SecurityModel(PasskeyDesk desk, ProviderDesk providers) : OfficePage
{
    /// <summary>Identity providers of this installation.</summary>
    public ProviderDesk Providers => providers;

    /// <summary>Identities at them that are linked.</summary>
    public IReadOnlyList<IdentityView> Identities { get; private set; } = [];

    /// <summary>The sentence of what was done.</summary>
    public string? Done { get; private set; }

    /// <summary>Whether there is a password to be changed; else one is chosen.</summary>
    public bool HasPassword { get; private set; }

    public int CodesLeft { get; private set; }

    /// <summary>New codes, shown once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public IReadOnlyList<Passkey> Passkeys { get; private set; } = [];

    public Task OnGetAsync(string? done, string? fault, CancellationToken cancellation)
    {
        Done = done == "identity-linked" ? "identity.linked" : null;
        Fault = fault == "identity-taken" ? PeopleFault.IdentityTaken : null;
        return ReadAsync(cancellation);
    }

    public Task<IActionResult> OnPostPasswordAsync([FromForm] string? present, [FromForm] string? next, [FromForm] string? again, CancellationToken cancellation) =>
        DoAsync(
            async () =>
            {
                await Parts.People.Own.ChangePasswordAsync(Viewer, present ?? "", next ?? "", again ?? "", cancellation).ConfigureAwait(false);
                await this.TellAsync("password", cancellation).ConfigureAwait(false);
                Done = "security.changed";
            },
            cancellation);

    public Task<IActionResult> OnPostCodesAsync(CancellationToken cancellation) =>
        DoAsync(
            async () =>
            {
                Codes = await Parts.People.Own.RenewCodesAsync(Viewer, cancellation).ConfigureAwait(false);
                await this.TellAsync("codes", cancellation).ConfigureAwait(false);
            },
            cancellation);

    public Task<IActionResult> OnPostRemovePasskeyAsync([FromForm] string? key, CancellationToken cancellation) =>
        DoAsync(
            async () =>
            {
                await Parts.People.Passkeys.RemoveAsync(Viewer, key ?? "", cancellation).ConfigureAwait(false);
                await this.TellAsync("passkey-removed", cancellation).ConfigureAwait(false);
                Done = "passkey.removed";
            },
            cancellation);

    /// <summary>Where the letter about a new address went.</summary>
    public string? Asked { get; private set; }

    /// <summary>The new address as it was typed, for another try.</summary>
    public string? Typed { get; private set; }

    public Task<IActionResult> OnPostEmailAsync([FromForm] string? email, CancellationToken cancellation) =>
        DoAsync(
            async () =>
            {
                Typed = email;
                string secret = await Parts.People.OwnEmail.AskAsync(Viewer, email, cancellation).ConfigureAwait(false);
                (Asked, Typed) = (email!.Trim(), null);
                string letters = await Parts.Notices.Notices.LanguageAsync(Viewer.Person!, Lang, cancellation).ConfigureAwait(false);
                await Parts.Notices.Outbox.TellAsync(Asked, letters, "email-ask", [Viewer.Name, Parts.Address.Of(In(letters, $"/account/email?token={secret}"))], cancellation).ConfigureAwait(false);
                await Parts.Notices.Outbox.TellAsync(Viewer.Email, letters, "email-asked", [Viewer.Name, Asked, Parts.Address.Of(In(letters, "/account"))], cancellation).ConfigureAwait(false);
            },
            cancellation);

    public Task<IActionResult> OnPostUnlinkAsync([FromForm] string? key, CancellationToken cancellation) =>
        DoAsync(
            async () =>
            {
                await Parts.People.Identities.UnlinkAsync(Viewer, key ?? "", cancellation).ConfigureAwait(false);
                await this.TellAsync("identity-unlinked", cancellation).ConfigureAwait(false);
                Done = "identity.unlinked";
            },
            cancellation);

    public async Task<IActionResult> OnPostOptionsAsync() => Content(await desk.MakeAsync(HttpContext, Viewer).ConfigureAwait(false), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync([FromForm] string? credential, [FromForm] string? name, CancellationToken cancellation) =>
        await TryAsync(async () =>
        {
            await desk.AddAsync(HttpContext, Viewer, credential ?? "", name ?? "").ConfigureAwait(false);
            await this.TellAsync("passkey-added", cancellation).ConfigureAwait(false);
            return new JsonResult(new { to = To("/account/security") });
        }).ConfigureAwait(false) ?? new JsonResult(new { to = (string?)null }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private async Task<IActionResult> DoAsync(Func<Task> work, CancellationToken cancellation)
    {
        await TryAsync(async () =>
        {
            await work().ConfigureAwait(false);
            return Page();
        }).ConfigureAwait(false);
        await ReadAsync(cancellation).ConfigureAwait(false);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await ReadCountryAsync(organisations: false, cancellation).ConfigureAwait(false);
        HasPassword = await Parts.People.Own.HasPasswordAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
        CodesLeft = await Parts.People.Own.CodesLeftAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
        Identities = await Parts.People.Identities.ListAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
        Passkeys = await Parts.People.Passkeys.ListAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
    }
}

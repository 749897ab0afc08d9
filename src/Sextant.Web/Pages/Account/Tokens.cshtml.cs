using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Account;

/// <summary>Tokens of programs: made, shown once, taken back.</summary>
public sealed class TokensModel : OfficePage
{
    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "scope")]
    public string[] Scopes { get; set; } = [];

    /// <summary>90 at first: long enough for a quarter's work.</summary>
    [BindProperty(Name = "days")]
    public int Days { get; set; } = 90;

    /// <summary>The new secret, shown once.</summary>
    public string? Secret { get; private set; }

    public IReadOnlyList<TokenView> Tokens { get; private set; } = [];

    /// <summary>When tokens begin to rest if the person does not sign in by a provider again; null: the person has a way in of this installation.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>What who asks may lend.</summary>
    public IEnumerable<Right> Lendable => Rights.Lendable.Where(Viewer.Has);

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await TryAsync(async () =>
        {
            Right?[] scopes = [.. Scopes.Select(Rights.RightOf)];
            Right[] known = scopes.Contains(null) ? [] : [.. scopes.OfType<Right>()];
            Secret = await Parts.People.Tokens.IssueAsync(Viewer, Name ?? "", known, Days, cancellation).ConfigureAwait(false);
            return Page();
        }).ConfigureAwait(false);
        await ReadAsync(cancellation).ConfigureAwait(false);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromForm] string? key, CancellationToken cancellation)
    {
        IActionResult? done = await TryAsync(async () =>
        {
            await Parts.People.Tokens.RevokeAsync(Viewer, key ?? "", cancellation).ConfigureAwait(false);
            return Redirect(To("/account/tokens"));
        }).ConfigureAwait(false);
        await ReadAsync(cancellation).ConfigureAwait(false);
        return done ?? Page();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await ReadCountryAsync(organisations: false, cancellation).ConfigureAwait(false);
        Until = await Parts.People.Trust.TokensUntilAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
        Tokens = await Parts.People.Tokens.ListAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
    }
}

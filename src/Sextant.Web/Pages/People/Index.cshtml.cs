using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.People;

/// <summary>Everybody who may sign in, and links that wait.</summary>
public sealed class IndexModel : OfficePage
{
    public IReadOnlyList<PersonView> Persons { get; private set; } = [];

    public IReadOnlyList<LinkView> Links { get; private set; } = [];

    /// <summary>Letters that did not go out.</summary>
    public IReadOnlyList<StuckLetter> Letters { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostRevokeAsync([FromForm] string? key, CancellationToken cancellation)
    {
        IActionResult? done = await TryAsync(async () =>
        {
            await Parts.People.Links.RevokeAsync(Viewer, key ?? "", cancellation).ConfigureAwait(false);
            return Redirect(To("/people"));
        }).ConfigureAwait(false);
        await ReadAsync(cancellation).ConfigureAwait(false);
        return done ?? Page();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await ReadCountryAsync(organisations: true, cancellation).ConfigureAwait(false);
        Persons = await Parts.People.Persons.ListAsync(cancellation).ConfigureAwait(false);
        Links = await Parts.People.Links.ListAsync(cancellation).ConfigureAwait(false);
        Letters = await Parts.Notices.Outbox.StuckAsync(cancellation).ConfigureAwait(false);
    }
}

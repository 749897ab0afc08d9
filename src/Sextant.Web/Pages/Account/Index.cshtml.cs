using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Account;

/// <summary>The own account: roles, and where one is signed in.</summary>
public sealed class IndexModel : OfficePage
{
    public IReadOnlyList<SessionView> Sessions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await ReadCountryAsync(Viewer.Grants.Any(grant => grant.Organisation is not null), cancellation).ConfigureAwait(false);
        Sessions = await Parts.People.Sessions.ListAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] string? key, CancellationToken cancellation)
    {
        await Parts.People.Sessions.EndAsync(Viewer, key ?? "", cancellation).ConfigureAwait(false);
        return Redirect(To("/account"));
    }

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellation)
    {
        await Parts.People.Sessions.EndAsync(Viewer, null, cancellation).ConfigureAwait(false);
        return Redirect(To("/account"));
    }
}

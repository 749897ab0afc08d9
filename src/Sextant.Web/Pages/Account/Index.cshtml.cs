using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;
using Sextant.Web.Pages.Tasks;

namespace Sextant.Web.Pages.Account;

/// <summary>The own account: roles, and where one is signed in.</summary>
public sealed class IndexModel : OfficePage
{
    public IReadOnlyList<SessionView> Sessions { get; private set; } = [];

    /// <summary>Open tasks of the organisations of the roles, what is due first in front.</summary>
    public IReadOnlyList<TaskView> Tasks { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await ReadCountryAsync(Viewer.Grants.Any(grant => grant.Organisation is not null), cancellation).ConfigureAwait(false);
        Tasks = await OwnTasks.OpenAsync(Parts, Viewer, new AsOf(Today), cancellation).ConfigureAwait(false);
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

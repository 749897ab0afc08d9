using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;
using Sextant.Web.Pages.Tasks;

namespace Sextant.Web.Pages.Account;

/// <summary>The own account: roles, and where one is signed in.</summary>
public sealed class IndexModel : OfficePage
{
    // 20: a screen. A person has few; who leaves browsers open for years has more.
    private const int PerPage = 20;

    public IReadOnlyList<SessionView> Sessions { get; private set; } = [];

    /// <summary>How many sessions are open.</summary>
    public int Count { get; private set; }

    public int Pages => Math.Max(1, (Count + PerPage - 1) / PerPage);

    [BindProperty(SupportsGet = true, Name = "page-number")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Open tasks of the organisations of the roles, what is due first in front.</summary>
    public IReadOnlyList<TaskView> Tasks { get; private set; } = [];

    /// <summary>Words of tables, among them what returns are called.</summary>
    public TableTexts Words => TableTexts.For(Lang);

    /// <summary>What the organisations of the roles have to do beside tasks.</summary>
    public IReadOnlyList<UnitWork> Work { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await ReadCountryAsync(Viewer.Grants.Any(grant => grant.Organisation is not null), cancellation).ConfigureAwait(false);
        Tasks = await OwnTasks.OpenAsync(Parts, Viewer, new AsOf(Today), cancellation).ConfigureAwait(false);
        Work = await UnitWork.OfAsync(Parts, Viewer, Today, cancellation).ConfigureAwait(false);
        (Count, Sessions) = await Parts.People.Sessions.PageAsync(Viewer.Person!, PageNumber, PerPage, cancellation).ConfigureAwait(false);
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
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

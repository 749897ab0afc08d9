using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Enrolments;

/// <summary>Sessions to which units send people, and the viewer's own people with what they learned.</summary>
public sealed class IndexModel : SextantPage
{
    // Two screens.
    private const int PerPage = 50;

    public IReadOnlyList<OpenSession> Sessions { get; private set; } = [];

    public IReadOnlyList<UnitLearner> People { get; private set; } = [];

    /// <summary>Behind which person the page begins.</summary>
    [BindProperty(SupportsGet = true)]
    public long After { get; set; }

    /// <summary>Behind which person the next page begins; null: these are the last.</summary>
    public long? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        AsOfText = null;
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Sessions = await Parts.Training.Units.SessionsAsync(Viewer, cancellation).ConfigureAwait(false);
        IReadOnlyList<UnitLearner> found = await Parts.Training.Units.PageAsync(null, (Math.Max(0, After), PerPage + 1), Viewer, cancellation).ConfigureAwait(false);
        People = [.. found.Take(PerPage)];
        Next = found.Count > PerPage ? People[^1].Number : null;
        return Page();
    }
}

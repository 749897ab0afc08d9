using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Plans;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Plans;

/// <summary>The plans of the years.</summary>
public sealed class IndexModel : SextantPage
{
    public IReadOnlyList<PlanLine> Plans { get; private set; } = [];

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Plans = await Parts.Tasks.PlansAsync(AsOf, drafts: false, cancellation).ConfigureAwait(false);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

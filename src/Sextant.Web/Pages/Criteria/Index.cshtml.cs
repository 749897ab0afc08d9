using Microsoft.AspNetCore.Mvc;
using Sextant.Checks;
using Sextant.Programme.Figures;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Criteria;

/// <summary>All criteria of the programme: those that are measured have a specification.</summary>
public sealed class IndexModel : SextantPage
{
    public IReadOnlyList<CriterionView> Criteria { get; private set; } = [];

    /// <summary>Ids that a check is built for.</summary>
    public static IReadOnlySet<string> Built { get; } = CheckCatalog.All.Select(check => check.Id).ToHashSet(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Criteria = await Parts.Figures.CriteriaAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

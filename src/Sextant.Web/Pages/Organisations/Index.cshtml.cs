using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Organisations;

/// <summary>Organisations as of a day: filtered by kind and sector, searched without accents.</summary>
public sealed class IndexModel : SextantPage
{
    /// <summary>Characters of a search that are used; names are shorter.</summary>
    private const int LongestSearch = 100;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "ended")]
    public bool Ended { get; set; }

    public IReadOnlyList<OrganisationLine> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Search = Search is { Length: > LongestSearch } ? Search[..LongestSearch] : Search;
        Lines = await Parts.Organisations.ListAsync(
            new OrganisationFilter { Search = Search, Kinds = string.IsNullOrEmpty(Kind) ? [] : [Kind], Ended = Ended }, AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Documents;
using Sextant.Programme.Plans;
using Sextant.Web.Charts;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Documents;

/// <summary>Documents as of a day: searched in full, with or without accents, filtered by kind, year and state.</summary>
public sealed class IndexModel : SextantPage
{
    /// <summary>Characters of a search that are used.</summary>
    private const int LongestSearch = 200;

    private const int PageSize = 50;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "year")]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "page-number")]
    public int? Number { get; set; }

    public DocumentList Found { get; private set; } = new([], 0);

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    /// <summary>States that can be asked for.</summary>
    public static IReadOnlyList<DocumentState> States { get; } = Enum.GetValues<DocumentState>();

    /// <summary>True when the list is not of all.</summary>
    public bool Filtered => !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(Kind) || Year is not null || !string.IsNullOrEmpty(State);

    /// <summary>The same for tables.</summary>
    public IReadOnlyDictionary<string, string?> Chosen => new Dictionary<string, string?>
    {
        ["search"] = Search?.Trim(), ["kind"] = Kind, ["year"] = Year is >= 1 and <= 9998 ? Year.Value.ToString(CultureInfo.InvariantCulture) : null, ["state"] = Wanted is { } state ? DocumentWord.Of(state) : null,
    };

    private DocumentState? Wanted => States.Where(one => DocumentWord.Of(one) == State).Select(one => (DocumentState?)one).FirstOrDefault();

    public int Pages => Math.Max(1, (Found.Count + PageSize - 1) / PageSize);

    public int Shown => Math.Clamp(Number ?? 1, 1, Pages);

    /// <summary>The same search at another page.</summary>
    public string Turn(int page) => To("/documents" + QueryString.Create(new Dictionary<string, string?>
    {
        ["q"] = Search, ["kind"] = Kind, ["year"] = Year?.ToString(CultureInfo.InvariantCulture), ["state"] = State,
        ["as-of"] = HasDay ? AsOfText : null, ["as-known"] = KnownField, ["page-number"] = page.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => !string.IsNullOrEmpty(pair.Value))));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Search = Search is { Length: > LongestSearch } ? Search[..LongestSearch] : Search;
        var filter = new DocumentFilter { Search = Search, Kind = Kind, Year = Year, State = Wanted, Page = Math.Clamp(Number ?? 1, 1, 10_000), Most = PageSize };
        Found = await Parts.Documents.ListAsync(filter, AsOf, cancellation).ConfigureAwait(false);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

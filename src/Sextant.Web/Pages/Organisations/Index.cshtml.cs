using Microsoft.AspNetCore.Mvc;
using Sextant.Checks.Judging;
using Sextant.Programme.Country;
using Sextant.Programme.Organisations;
using Sextant.Web.Charts;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Organisations;

/// <summary>Organisations as of a day: filtered by kind and by the state of their services, searched without accents.</summary>
public sealed class IndexModel : SextantPage
{
    /// <summary>Characters of a search that are used; names are shorter.</summary>
    private const int LongestSearch = 100;

    private CountryStates _states = CountryStates.Of([]);

    /// <summary>Kinds of service that have a column.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["site", "mail", "zone"];

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>The kind of service that <see cref="State"/> is about; any when empty.</summary>
    [BindProperty(SupportsGet = true, Name = "service")]
    public string? Service { get; set; }

    /// <summary>The state that one of the services is in, as the word of its colour; any when empty.</summary>
    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "ended")]
    public bool Ended { get; set; }

    public IReadOnlyList<OrganisationLine> Lines { get; private set; } = [];

    /// <summary>True when the list is not of all.</summary>
    public bool Filtered => !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(Kind) || !string.IsNullOrEmpty(Service) || !string.IsNullOrEmpty(State) || Ended;

    /// <summary>The same for tables.</summary>
    public IReadOnlyDictionary<string, string?> Chosen => new Dictionary<string, string?> { ["search"] = Search?.Trim(), ["kind"] = Kind, ["service"] = Service, ["state"] = State, ["ended"] = Ended ? "true" : null };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Search = Search is { Length: > LongestSearch } ? Search[..LongestSearch] : Search;
        var filter = new OrganisationFilter { Search = Search, Kinds = string.IsNullOrEmpty(Kind) ? [] : [Kind], Ended = Ended };
        _states = await Parts.Country.StatesAsync(filter, AsOf, cancellation).ConfigureAwait(false);
        Lines = [.. (await Parts.Organisations.ListAsync(filter, AsOf, cancellation).ConfigureAwait(false)).Where(IsWanted)];
        return Page();
    }

    /// <summary>The classes of an organisation's services of a kind, each with its number, in the order of legends.</summary>
    public IEnumerable<(TargetClass? Class, int Count)> StatesOf(string organisation, string kind) =>
        _states.ByUnit.GetValueOrDefault((organisation, kind), []).OrderBy(one => StateBar.Columns.ToList().IndexOf(one.Class));

    private bool IsWanted(OrganisationLine line) => (string.IsNullOrEmpty(Service) && string.IsNullOrEmpty(State)) || _states.Has(line.Slug, Service, State);
}

using Microsoft.AspNetCore.Http;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Web.Hosting;

/// <summary>A list of a page as a table: where it is had, and where one is brought in.</summary>
/// <param name="Page">The page that shows the list; the day is the one that it shows.</param>
/// <param name="List">Id of the list.</param>
/// <param name="Scope">What it belongs to, where its columns do not name it.</param>
public sealed record AsTable(SextantPage Page, string List, string? Scope = null)
{
    /// <summary>Whether what it belongs to is still written.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>What the page is narrowed by, as its lists call it; each list is narrowed by those of them that it knows.</summary>
    public IReadOnlyDictionary<string, string?> Chosen { get; init; } = new Dictionary<string, string?>();

    /// <summary>Further lists of the page.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Each of the lists.</summary>
    public IEnumerable<AsTable> All => [this, .. Also.Select(list => this with { List = list })];

    /// <summary>What the list is called.</summary>
    public string Name => TableTexts.For(Page.Lang)["form." + List];

    /// <summary>Where it is had, as <c>xlsx</c> or <c>csv</c>.</summary>
    public string Address(string kind) => Page.To("/tables/" + List + QueryString.Create(new Dictionary<string, string?>
    {
        ["as"] = kind, ["belongs-to"] = Scope, ["as-of"] = Page.HasDay ? Page.AsOfText : null, ["as-known"] = Page.KnownField,
    }.Concat(Chosen.Where(pair => Known.Contains(pair.Key))).Where(pair => !string.IsNullOrEmpty(pair.Value))));

    private string[] Known => ListCatalog.Of(List) is { } list ? [.. ListFilters.Of(list).Select(one => one.Name)] : [];

    /// <summary>Where one is brought in; null where who asks may not, or none can be.</summary>
    public string? Bring => IsOpen && Page.Viewer.Has(Right.ImportTables) && ImportCatalog.Of(List) is { } form && Page.Viewer.Has(form.Right)
        ? Page.To("/imports" + QueryString.Create("form", Scope is null ? List : $"{List}|{Scope}"))
        : null;
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Cases;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Units;
using Sextant.Programme.Papers.Writing;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Organisations;

/// <summary>A unit's result sheet: reported, measured, what to fix first and who must act, on one page.</summary>
public sealed class SheetModel : SextantPage
{
    public UnitFacts Facts { get; private set; } = null!;

    /// <summary>The sheet; null: it is not published yet, and who asks is neither the unit nor the office.</summary>
    public Paper? Paper { get; private set; }

    /// <summary>What is published, where that bounds what who asks sees.</summary>
    public PublishedSheets? Published { get; private set; }

    /// <summary>What the unit is called.</summary>
    public string UnitName { get; private set; } = "";

    /// <summary>The unit's slug.</summary>
    public string Slug { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) => await ReadAsync(slug, cancellation).ConfigureAwait(false) ?? Page();

    public async Task<IActionResult> OnGetDocxAsync(string slug, CancellationToken cancellation) =>
        await ReadAsync(slug, cancellation).ConfigureAwait(false) ?? (Paper is { } paper ? File(PaperDocx.Write(paper), PaperDocx.ContentType, $"phieu-ket-qua-{slug}.docx") : NotFound());

    private async Task<IActionResult?> ReadAsync(string slug, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        SheetSight sight = await SheetSight.OfAsync(
            Parts.Cases, Viewer, await Parts.People.Reach.LineAsync(slug, cancellation).ConfigureAwait(false), (AsOf, Header.Calendar.Today(Parts.Clock)), cancellation).ConfigureAwait(false);
        Published = sight.Published;
        if (sight.AsOf is not { } asOf)
        {
            return await UnpublishedAsync(slug, cancellation).ConfigureAwait(false);
        }

        if (asOf.Date != AsOf.Date)
        {
            ShowDay(asOf.Date);
        }

        if (await Parts.Papers.Units.FindAsync(slug, AsOf, sight.Own, cancellation).ConfigureAwait(false) is not { } facts)
        {
            return NotFound();
        }

        (Facts, Slug, UnitName) = (facts, slug, facts.Unit.Name.In(Lang));
        Paper = ResultSheet.Write(facts, await Parts.Papers.Letterheads.ReadAsync(AsOf, Lang, cancellation).ConfigureAwait(false), Lang);
        return null;
    }

    private async Task<IActionResult?> UnpublishedAsync(string slug, CancellationToken cancellation)
    {
        if (await Parts.Organisations.FindAsync(slug, AsOf, cancellation).ConfigureAwait(false) is not { } unit)
        {
            return NotFound();
        }

        (Slug, UnitName) = (slug, unit.Name.In(Lang));
        return null;
    }
}

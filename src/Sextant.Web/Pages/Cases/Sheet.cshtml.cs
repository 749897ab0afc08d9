using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Cases;
using Sextant.Programme.Figures;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Cases;

/// <summary>A unit's sheet before publication: by criterion what it declares and what was measured; where it declares, and objects.</summary>
public sealed class SheetModel : EditingPage
{
    public UnitSheet Sheet { get; private set; } = null!;

    public string UnitName { get; private set; } = "";

    /// <summary>Criteria that a unit may declare of itself or of a target.</summary>
    public IReadOnlyList<CriterionView> Criteria { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(string id, string slug, CancellationToken cancellation) => ShowAsync(id, slug, cancellation);

    public Task<IActionResult> OnPostDeclareAsync(string id, string slug, [FromForm] DeclarationForm form, CancellationToken cancellation) =>
        ChangeAsync(
            async () =>
            {
                await Parts.CaseEditing.DeclareAsync(new DeclarationDraft(slug, form.Criterion ?? "", Typed(form.Target), form.Verdict ?? "", form.Text), Viewer, cancellation).ConfigureAwait(false);
                return $"/publications/{id}/{slug}";
            },
            () => ShowAsync(id, slug, cancellation));

    public Task<IActionResult> OnPostObjectAsync(string id, string slug, [FromForm] string? about, [FromForm] string? text, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            // "site:hue.gov.vn WEB-03": target and criterion, as the page offers them.
            string[] parts = (about ?? "").Split(' ', 2);
            int number = await Parts.CaseEditing.ObjectAsync(new ObjectionDraft(id, slug, parts[0], parts.Length > 1 ? parts[1] : "", text), Viewer, cancellation).ConfigureAwait(false);
            return string.Create(CultureInfo.InvariantCulture, $"/cases/{number}");
        },
        () => ShowAsync(id, slug, cancellation));

    private async Task<IActionResult> ShowAsync(string id, string slug, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        DateOnly today = Header.Calendar.Today(Parts.Clock);
        if (await Parts.Organisations.FindAsync(slug, new AsOf(today), cancellation).ConfigureAwait(false) is not { } unit)
        {
            return NotFound();
        }

        if (await Parts.Cases.SheetAsync(id, slug, today, cancellation).ConfigureAwait(false) is not { } sheet)
        {
            return Redirect(To("/publications")); // taken back or not open yet: a letter may have led here
        }

        (Sheet, UnitName) = (sheet, unit.Name.In(Lang));
        Criteria = await Parts.Figures.CriteriaAsync(new AsOf(today), cancellation).ConfigureAwait(false);
        return Page();
    }
}

/// <summary>The fields of a declaration.</summary>
public sealed class DeclarationForm
{
    public string? Criterion { get; set; }

    public string? Target { get; set; }

    public string? Verdict { get; set; }

    public string? Text { get; set; }
}

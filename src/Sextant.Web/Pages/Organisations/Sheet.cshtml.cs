using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Units;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Organisations;

/// <summary>A unit's result sheet: reported, measured, what to fix first and who must act, on one page.</summary>
public sealed class SheetModel : SextantPage
{
    public UnitFacts Facts { get; private set; } = null!;

    public Paper Paper { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) => await ReadAsync(slug, cancellation).ConfigureAwait(false) ?? Page();

    public async Task<IActionResult> OnGetDocxAsync(string slug, CancellationToken cancellation) =>
        await ReadAsync(slug, cancellation).ConfigureAwait(false) ?? File(PaperDocx.Write(Paper), PaperDocx.ContentType, $"phieu-ket-qua-{Facts.Unit.Slug}.docx");

    private async Task<IActionResult?> ReadAsync(string slug, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        bool own = Viewer.Has(Right.ObjectVerdicts) && Viewer.Has(Right.ObjectVerdicts, await Parts.People.Reach.LineAsync(slug, cancellation).ConfigureAwait(false));
        if (await Parts.Papers.Units.FindAsync(slug, AsOf, own, cancellation).ConfigureAwait(false) is not { } facts)
        {
            return NotFound();
        }

        Facts = facts;
        Paper = ResultSheet.Write(facts, await Parts.Papers.Letterheads.ReadAsync(AsOf, Lang, cancellation).ConfigureAwait(false), Lang);
        return null;
    }
}

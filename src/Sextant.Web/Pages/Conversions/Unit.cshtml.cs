using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Conversions;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Conversions;

/// <summary>The conversion plans of one unit.</summary>
public sealed class UnitModel : EditingPage
{
    public OrganisationView Unit { get; private set; } = null!;

    public IReadOnlyList<ConversionLine> Plans { get; private set; } = [];

    /// <summary>Whether who asks may begin a plan: no other one is under way.</summary>
    public bool Begins { get; private set; }

    /// <summary>A name that is usual.</summary>
    public string Suggested => "Kế hoạch chuyển đổi IPv6 của " + Unit.Name.In("vi");

    public Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) => ShowAsync(slug, cancellation);

    public Task<IActionResult> OnPostAsync(string slug, [FromForm] string? title, CancellationToken cancellation) => ChangeAsync(
        async () => "/organisations/" + (await Parts.ConversionEditing.BeginAsync(slug, title ?? "", Viewer, cancellation).ConfigureAwait(false)).Replace("/", "/conversion/", StringComparison.Ordinal) + "/edit",
        () => ShowAsync(slug, cancellation));

    private async Task<IActionResult> ShowAsync(string slug, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Organisations.FindAsync(slug, AsOf, cancellation).ConfigureAwait(false) is not { } unit)
        {
            return NotFound();
        }

        Unit = unit;
        IReadOnlySet<string> line = await Parts.People.Reach.LineAsync(slug, cancellation).ConfigureAwait(false);
        IReadOnlyList<ConversionLine> all = await Parts.Conversions.ListAsync(AsOf, slug, cancellation).ConfigureAwait(false);
        Plans = [.. all.Where(plan => plan.State == "issued" || Viewer.Has(Right.ReadConversions, line))];
        Begins = Viewer.Has(Right.WriteConversions, line) && all.All(plan => plan.State == "issued");
        return Page();
    }
}

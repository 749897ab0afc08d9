using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Cases;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Cases;

/// <summary>One case: what the unit objects, both looks with their evidence, the decision.</summary>
public sealed class ViewModel : EditingPage
{
    public CaseView Case { get; private set; } = null!;

    public string UnitName { get; private set; } = "";

    /// <summary>Whether who asks may decide it now.</summary>
    public bool Decides => Viewer.Has(Right.DecideCases) && Case.State != "decided";

    public Task<IActionResult> OnGetAsync(int number, CancellationToken cancellation) => ShowAsync(number, cancellation);

    public Task<IActionResult> OnPostAsync(int number, [FromForm] string? decision, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.CaseEditing.DecideAsync(number, decision ?? "", reason, Viewer, cancellation).ConfigureAwait(false);
            return string.Create(CultureInfo.InvariantCulture, $"/cases/{number}");
        },
        () => ShowAsync(number, cancellation));

    private async Task<IActionResult> ShowAsync(int number, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        // Whose case it is, the case alone says; to others it is as if there were none.
        if (await Parts.Cases.FindAsync(number, cancellation).ConfigureAwait(false) is not { } found
            || !Viewer.Has(Right.ObjectVerdicts, await Parts.People.Reach.LineAsync(found.Organisation, cancellation).ConfigureAwait(false)))
        {
            return NotFound();
        }

        Case = found;
        UnitName = (await Parts.Organisations.FindAsync(found.Organisation, AsOf, cancellation).ConfigureAwait(false))?.Name.In(Lang) ?? found.Organisation;
        return Page();
    }
}

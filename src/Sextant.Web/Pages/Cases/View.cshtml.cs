using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Cases;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Cases;

/// <summary>One case: what the unit objects, both looks with their evidence, the decision.</summary>
public sealed class ViewModel : EditingPage
{
    public CaseView Case { get; private set; } = null!;

    public string UnitName { get; private set; } = "";

    /// <summary>On the sheet of which publication it was raised; null: that was taken back.</summary>
    public PublicationView? Publication { get; private set; }

    /// <summary>Whether who asks decides cases.</summary>
    public bool Decides => Viewer.Has(Right.DecideCases);

    /// <summary>Whether it may be taken up again now: not while it is settled from where it is looked.</summary>
    public bool Reopens => Decides && (Case.State == "decided" || Case.SecondVantage is not null);

    public Task<IActionResult> OnGetAsync(int number, CancellationToken cancellation) => ShowAsync(number, cancellation);

    public Task<IActionResult> OnPostAsync(int number, [FromForm] string? decision, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.CaseEditing.DecideAsync(number, decision ?? "", reason, Viewer, cancellation).ConfigureAwait(false);
            return Place(number);
        },
        () => ShowAsync(number, cancellation));

    /// <summary>Takes it up again.</summary>
    public Task<IActionResult> OnPostReopenAsync(int number, [FromForm] string? reason, CancellationToken cancellation) =>
        ChangeAsync(() => Parts.CaseEditing.ReopenAsync(number, reason, Viewer, cancellation), Place(number), () => ShowAsync(number, cancellation));

    /// <summary>Withdraws the objection, by who speaks for the unit.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(int number, [FromForm] string? reason, CancellationToken cancellation) =>
        ChangeAsync(() => Parts.CaseEditing.WithdrawObjectionAsync(number, reason, Viewer, cancellation), Place(number), () => ShowAsync(number, cancellation));

    private static string Place(int number) => string.Create(CultureInfo.InvariantCulture, $"/cases/{number}");

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
        UnitName = (await Parts.Organisations.ListAsync(new OrganisationFilter { Ended = true }, AsOf, cancellation).ConfigureAwait(false))
            .FirstOrDefault(unit => unit.Slug == found.Organisation)?.Name.In(Lang) ?? found.Organisation;
        Publication = (await Parts.Cases.PublicationsAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Id == found.Publication);
        return Page();
    }
}

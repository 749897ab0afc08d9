using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Cases;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Cases;

/// <summary>Publications of results, with the day from which units see their sheets.</summary>
public sealed class PublicationsModel : EditingPage
{
    public IReadOnlyList<PublicationView> Publications { get; private set; } = [];

    /// <summary>Units whose sheets who asks may see: the office all, a focal point the own and what is part of it.</summary>
    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    public DateOnly Today { get; private set; }

    /// <summary>Whether who asks may announce one.</summary>
    public bool Announces => Viewer.Has(Right.DecideCases);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] string? title, [FromForm] string? day, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.CaseEditing.AnnounceAsync(title, DayOf(day) ?? throw new RefusedException("day"), Viewer, cancellation).ConfigureAwait(false);
            return "/publications";
        },
        () => ShowAsync(cancellation));

    /// <summary>Moves one.</summary>
    public Task<IActionResult> OnPostMoveAsync([FromForm] string? publication, [FromForm] string? day, [FromForm] string? reason, CancellationToken cancellation) =>
        ChangeAsync(() => Parts.CaseEditing.MoveAsync(publication ?? "", DayOf(day) ?? throw new RefusedException("day"), reason, Viewer, cancellation), "/publications", () => ShowAsync(cancellation));

    /// <summary>Takes one back.</summary>
    public Task<IActionResult> OnPostWithdrawAsync([FromForm] string? publication, [FromForm] string? reason, CancellationToken cancellation) =>
        ChangeAsync(() => Parts.CaseEditing.WithdrawAsync(publication ?? "", reason, Viewer, cancellation), "/publications", () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Today = Header.Calendar.Today(Parts.Clock);
        Publications = await Parts.Cases.PublicationsAsync(cancellation).ConfigureAwait(false);
        IReadOnlySet<string> own = await Parts.People.Reach.OwnAsync(Viewer, cancellation).ConfigureAwait(false);
        Units = (await Parts.Organisations.ListAsync(new OrganisationFilter(), new AsOf(Today), cancellation).ConfigureAwait(false)) is var all && Announces ? all : [.. all.Where(unit => own.Contains(unit.Slug))];
        return Page();
    }
}

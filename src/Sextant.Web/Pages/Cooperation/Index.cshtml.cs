using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Cooperation;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Cooperation;

/// <summary>Partners abroad and in the press, and what units report of their own communication.</summary>
public sealed class IndexModel : EditingPage
{
    public IReadOnlyList<PartnerView> Partners { get; private set; } = [];

    public IReadOnlyList<ActivityView> OfUnits { get; private set; } = [];

    /// <summary>Organisations for which who asks may report.</summary>
    public IReadOnlyList<(string Slug, string Name)> Speaks { get; private set; } = [];

    public bool Writes => Viewer.Has(Right.WriteCooperation);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] PartnerForm form, CancellationToken cancellation) => ChangeAsync(
        async () => "/cooperation/" + await Parts.CooperationEditing.RecordAsync(form.Draft(null), Viewer, cancellation).ConfigureAwait(false),
        () => ShowAsync(cancellation));

    /// <summary>Reports a unit's own communication.</summary>
    public Task<IActionResult> OnPostActivityAsync([FromForm] ActivityForm form, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.CooperationEditing.PutActivityAsync(form.Draft(null), Viewer, cancellation).ConfigureAwait(false);
            return "/cooperation#units";
        },
        () => ShowAsync(cancellation));

    /// <summary>Takes back what a unit reported by mistake.</summary>
    /// <param name="part">The unit.</param>
    public Task<IActionResult> OnPostWithdrawAsync([FromForm] string? part, [FromForm] int position, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.CooperationEditing.WithdrawReportAsync(part ?? "", position, reason ?? "", Viewer, cancellation).ConfigureAwait(false);
            return "/cooperation#units";
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Partners = await Parts.Cooperation.PartnersAsync(AsOf, cancellation).ConfigureAwait(false);
        OfUnits = await Parts.Cooperation.OfUnitsAsync(AsOf, cancellation).ConfigureAwait(false);
        if (Viewer.Has(Right.ReportCommunication))
        {
            IReadOnlySet<string> own = await Parts.People.Reach.OwnAsync(Viewer, cancellation).ConfigureAwait(false);
            Speaks =
            [
                .. (await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false)).Where(unit => Writes || own.Contains(unit.Slug))
                    .Select(unit => (unit.Slug, unit.Name.In(Lang))),
            ];
        }

        return Page();
    }
}

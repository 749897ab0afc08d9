using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Cooperation;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Cooperation;

/// <summary>One partner: the agreement, what each side owes, and activities planned and done.</summary>
public sealed class ViewModel : EditingPage
{
    public PartnerView Partner { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "duty")]
    public int? DutyPosition { get; set; }

    [BindProperty(SupportsGet = true, Name = "activity")]
    public int? ActivityPosition { get; set; }

    /// <summary>The duty that the form changes; null: it enters a new one.</summary>
    public DutyView? Duty => Partner.Duties.FirstOrDefault(one => one.Position == DutyPosition);

    /// <summary>The activity that the form changes; null: it enters a new one.</summary>
    public ActivityView? Activity => Partner.Activities.FirstOrDefault(one => one.Position == ActivityPosition);

    public bool Writes => Viewer.Has(Right.WriteCooperation);

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostRecordAsync(string id, [FromForm] PartnerForm form, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.CooperationEditing.RecordAsync(form.Draft(id), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostDutyAsync(string id, [FromForm] DutyForm form, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.CooperationEditing.PutDutyAsync(id, form.Draft(), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostActivityAsync(string id, [FromForm] ActivityForm form, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.CooperationEditing.PutActivityAsync(form.Draft(id), Viewer, cancellation), cancellation);

    /// <summary>Takes back what was written down by mistake: a duty, an activity, or the partner.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(string id, [FromForm] string? part, [FromForm] int position, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.CooperationEditing.WithdrawAsync(id, Typed(part), position, reason ?? "", Viewer, cancellation).ConfigureAwait(false);
            return Typed(part) is null ? "/cooperation" : "/cooperation/" + id;
        },
        () => ShowAsync(id, cancellation));

    private Task<IActionResult> DoAsync(string id, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/cooperation/" + id, () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if ((await Parts.Cooperation.PartnersAsync(AsOf, cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Id == id) is not { } partner)
        {
            return NotFound();
        }

        Partner = partner;
        return Page();
    }
}

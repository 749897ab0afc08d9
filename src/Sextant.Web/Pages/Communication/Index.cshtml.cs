using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Communication;

/// <summary>The communication kit, events, and what the press wrote.</summary>
public sealed class IndexModel : EditingPage
{
    // 100: what a page can be looked through; the table has all.
    private const int MostPress = 100;

    public IReadOnlyList<KitItemView> Kit { get; private set; } = [];

    public IReadOnlyList<PublicEventView> Events { get; private set; } = [];

    public IReadOnlyList<PressItemView> Press { get; private set; } = [];

    /// <summary>How many press items there are.</summary>
    public int PressCount { get; private set; }

    /// <summary>Days that the programme keeps each year.</summary>
    public IReadOnlyList<DayView> Days { get; private set; } = [];

    public bool Writes => Viewer.Has(Right.WriteCommunication);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostKitAsync([FromForm] KitForm form, CancellationToken cancellation) => ChangeAsync(
        async () => "/communication/kit/" + await Parts.Communication.Kit.RecordAsync(form.Draft(null), Viewer, cancellation).ConfigureAwait(false), () => ShowAsync(cancellation));

    public Task<IActionResult> OnPostEventAsync([FromForm] EventForm form, CancellationToken cancellation) => ChangeAsync(
        async () => "/communication/events/" + await Parts.Communication.Events.RecordAsync(form.Draft(null), Viewer, cancellation).ConfigureAwait(false), () => ShowAsync(cancellation));

    public Task<IActionResult> OnPostPressAsync([FromForm] PressForm form, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Communication.Press.RecordAsync(form.Draft(), Viewer, cancellation).ConfigureAwait(false);
            return "/communication#press";
        },
        () => ShowAsync(cancellation));

    public Task<IActionResult> OnPostWithdrawAsync([FromForm] string? key, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Communication.Press.WithdrawAsync(key ?? "", reason ?? "", Viewer, cancellation).ConfigureAwait(false);
            return "/communication#press";
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Kit = await Parts.Communication.Kit.ListAsync(AsOf, cancellation: cancellation).ConfigureAwait(false);
        Events = await Parts.Communication.Events.ListAsync(AsOf, cancellation: cancellation).ConfigureAwait(false);
        IReadOnlyList<PressItemView> press = await Parts.Communication.Press.ListAsync(AsOf, cancellation).ConfigureAwait(false);
        (PressCount, Press) = (press.Count, [.. press.Take(MostPress)]);
        Days = [.. (await Parts.Plans.DaysAsync(AsOf, cancellation).ConfigureAwait(false)).Where(day => !day.Off && day.Year is null)];
        return Page();
    }
}

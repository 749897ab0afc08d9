using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Communication;

/// <summary>One event: what it is, registering for it, and, for who runs it, who registered.</summary>
public sealed class EventModel : EditingPage
{
    public PublicEventView Event { get; private set; } = null!;

    public IReadOnlyList<EventEntryView> Entries { get; private set; } = [];

    public bool Writes => Viewer.Has(Right.WriteCommunication);

    /// <summary>Whether a registration was just taken.</summary>
    public bool Taken { get; private set; }

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public async Task<IActionResult> OnPostRegisterAsync(string id, [FromForm] string? name, [FromForm] string? unit, [FromForm] string? email, CancellationToken cancellation)
    {
        if (!Parts.Registering.TryTake(Viewer.From))
        {
            Refuse(new Sextant.Programme.Register.RefusedException("event-often"), StatusCodes.Status429TooManyRequests);
            return await ShowAsync(id, cancellation).ConfigureAwait(false);
        }

        IActionResult done = await ChangeAsync(
            async () =>
            {
                await Parts.Communication.Events.RegisterAsync(id, name, unit, email, cancellation).ConfigureAwait(false);
                Taken = true;
                return "/communication/events/" + id;
            },
            () => ShowAsync(id, cancellation)).ConfigureAwait(false);
        return Taken ? await ShowAsync(id, cancellation).ConfigureAwait(false) : done;
    }

    public Task<IActionResult> OnPostRecordAsync(string id, [FromForm] EventForm form, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.Communication.Events.RecordAsync(form.Draft(id), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostThrowAwayAsync(string id, [FromForm] string? entry, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.Communication.Events.ThrowAwayAsync(id, Typed(entry), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostWithdrawAsync(string id, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        () => Parts.Communication.Events.WithdrawAsync(id, reason ?? "", Viewer, cancellation), "/communication", () => ShowAsync(id, cancellation));

    private Task<IActionResult> DoAsync(string id, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/communication/events/" + id, () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if ((await Parts.Communication.Events.ListAsync(AsOf, id, cancellation).ConfigureAwait(false)).FirstOrDefault() is not { } one)
        {
            return NotFound();
        }

        Event = one;
        Entries = Writes ? await Parts.Communication.Events.EntriesAsync(id, cancellation).ConfigureAwait(false) : [];
        return Page();
    }
}

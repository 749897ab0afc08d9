using Microsoft.AspNetCore.Mvc;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Meetings;

/// <summary>Writes a meeting down, past or coming.</summary>
public sealed class NewModel : EditingPage
{
    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] MeetingForm meeting, CancellationToken cancellation) => ChangeAsync(
        async () => "/meetings/" + await Parts.MeetingEditing.RecordAsync(meeting.Draft(null), Viewer.Actor, Typed(meeting.Reason), cancellation).ConfigureAwait(false) + "/edit",
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation) => await OpenAsync(cancellation).ConfigureAwait(false) ?? Page();
}

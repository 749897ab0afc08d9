using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Meetings;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Meetings;

/// <summary>Meetings of the programme up to a day, newest first.</summary>
public sealed class IndexModel : SextantPage
{
    public IReadOnlyList<MeetingLine> Meetings { get; private set; } = [];

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Meetings = await Parts.Meetings.ListAsync(SeenBy(Right.WriteMeetings), cancellation).ConfigureAwait(false);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

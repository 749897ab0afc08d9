using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Documents;
using Sextant.Programme.Meetings;
using Sextant.Programme.Organisations;
using Sextant.Programme.Plans;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Meetings;

/// <summary>Changes a meeting: what it is, its sites, people, papers and conclusions.</summary>
public sealed class EditModel : EditingPage
{
    /// <summary>Documents offered to be named; more are found by typing a number. 200: what a list can be looked through.</summary>
    private const int MostOffered = 200;

    public MeetingView Meeting { get; private set; } = null!;

    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    public IReadOnlyList<WorkGroupView> Groups { get; private set; } = [];

    /// <summary>Documents that may be named.</summary>
    public IReadOnlyList<DocumentLine> Known { get; private set; } = [];

    /// <summary>The conclusion that the form changes; null: it enters a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "direction")]
    public int? DirectionPosition { get; set; }

    /// <summary>The person, the site and the paper that the forms change; null: they enter a new one. Named apart from the fields of the forms.</summary>
    [BindProperty(SupportsGet = true, Name = "change-person")]
    public int? PersonPosition { get; set; }

    [BindProperty(SupportsGet = true, Name = "change-site")]
    public int? SitePosition { get; set; }

    [BindProperty(SupportsGet = true, Name = "change-paper")]
    public int? PaperPosition { get; set; }

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostRecordAsync(string id, [FromForm] MeetingForm meeting, CancellationToken cancellation) =>
        DoAsync(id, "record", () => Parts.MeetingEditing.RecordAsync(meeting.Draft(id), Viewer.Actor, Typed(meeting.Reason), cancellation), cancellation);

    public Task<IActionResult> OnPostDirectionAsync(string id, [FromForm] MeetingPartForm form, CancellationToken cancellation) => DoAsync(
        id, "direction", () => Parts.MeetingEditing.PutDirectionAsync(id, new DirectionDraft(form.Text ?? "", form.Addressee, form.Group, form.Inferred, form.Position), Viewer.Actor, null, cancellation), cancellation);

    public Task<IActionResult> OnPostPersonAsync(string id, [FromForm] MeetingPartForm form, CancellationToken cancellation) => DoAsync(
        id, "person", () => Parts.MeetingEditing.PutAttendanceAsync(id, new AttendanceDraft(form.Name, form.Role, Typed(form.Organisation), form.Site, form.Position), Viewer.Actor, null, cancellation), cancellation);

    public Task<IActionResult> OnPostSiteAsync(string id, [FromForm] MeetingPartForm form, CancellationToken cancellation) => DoAsync(
        id, "site", () => Parts.MeetingEditing.PutSiteAsync(id, new MeetingSiteDraft(form.Name ?? "", Typed(form.Organisation), form.People, form.Position), Viewer.Actor, null, cancellation), cancellation);

    public Task<IActionResult> OnPostSitesAsync(string id, [FromForm] string? lines, CancellationToken cancellation) =>
        DoAsync(id, "site", () => Parts.MeetingEditing.AddSitesAsync(id, lines ?? "", Viewer.Actor, null, cancellation), cancellation);

    public Task<IActionResult> OnPostPaperAsync(string id, [FromForm] MeetingPartForm form, CancellationToken cancellation) => DoAsync(
        id, "paper", () => Parts.MeetingEditing.PutPaperAsync(id, new PaperDraft(form.Name ?? "", form.Role, Typed(form.Document), form.Position), Viewer.Actor, null, cancellation), cancellation);

    /// <summary>Takes a part back that was entered by mistake, or the meeting.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(string id, [FromForm] string? part, [FromForm] int position, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.MeetingEditing.WithdrawAsync(id, Typed(part), position, Viewer.Actor, reason ?? "", cancellation).ConfigureAwait(false);
            return Typed(part) is null ? "/meetings" : $"/meetings/{id}/edit#{part}";
        },
        () => ShowAsync(id, cancellation));

    private Task<IActionResult> DoAsync(string id, string part, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, $"/meetings/{id}/edit#{part}", () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Meetings.FindAsync(id, Ahead, cancellation).ConfigureAwait(false) is not { } meeting)
        {
            return NotFound();
        }

        Meeting = meeting;
        Units = await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false);
        Groups = await Parts.Plans.WorkGroupsAsync(AsOf, cancellation).ConfigureAwait(false);
        Known = (await Parts.Documents.ListAsync(new DocumentFilter { Most = MostOffered }, Ahead, cancellation).ConfigureAwait(false)).Lines;
        return Page();
    }
}

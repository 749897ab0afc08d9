using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Enrolments;

/// <summary>The viewer's own people on the list of one session: put there and taken off while it is to come, with their results afterwards.</summary>
public sealed class SessionModel : EditingPage
{
    public OpenSession Session { get; private set; } = null!;

    /// <summary>Whether the list is open to units.</summary>
    public bool IsOpen { get; private set; }

    public IReadOnlyList<EnrolmentLine> Lines { get; private set; } = [];

    /// <summary>The units whose people the viewer enrols.</summary>
    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(string id, int number, CancellationToken cancellation) => ShowAsync(id, number, cancellation);

    public Task<IActionResult> OnPostEnrolAsync(string id, int number, [FromForm] UnitLearnerForm form, CancellationToken cancellation) =>
        DoAsync(id, number, () => Parts.Training.UnitLists.EnrolAsync($"{id}/{number}", form.Draft(), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostRemoveAsync(string id, int number, [FromForm] string? learner, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(id, number, () => Parts.Training.UnitLists.RemoveAsync($"{id}/{number}", learner ?? "", reason ?? "", Viewer, cancellation), cancellation);

    private Task<IActionResult> DoAsync(string id, int number, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, $"/enrolments/{id}/{number}", () => ShowAsync(id, number, cancellation));

    private async Task<IActionResult> ShowAsync(string id, int number, CancellationToken cancellation)
    {
        AsOfText = null;
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Training.Units.FindAsync((id, number), null, Viewer, cancellation).ConfigureAwait(false) is not { } found)
        {
            return NotFound();
        }

        (Session, IsOpen, Lines) = found;
        IReadOnlySet<string>? own = await Parts.Training.Units.UnitsAsync(Viewer, cancellation).ConfigureAwait(false);
        IReadOnlyList<OrganisationLine> all = IsOpen ? await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false) : [];
        Units = [.. all.Where(unit => own is null || own.Contains(unit.Slug))];
        return Page();
    }
}

/// <summary>The form of a person whom a unit sends.</summary>
public sealed class UnitLearnerForm
{
    public string? Name { get; set; }

    public string? Organisation { get; set; }

    public string? Email { get; set; }

    public string? Staff { get; set; }

    public string? Job { get; set; }

    internal LearnerDraft Draft() => new(Name ?? "", EditingPage.Typed(Organisation), null, Email, EditingPage.Typed(Staff), Job);
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>One course and the times it is held.</summary>
public sealed class CourseModel : EditingPage
{
    public CourseView Course { get; private set; } = null!;

    /// <summary>The session that the form changes; null: it enters a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "session")]
    public int? SessionNumber { get; set; }

    public CourseSession? Session => Course.Sessions.FirstOrDefault(one => one.Number == SessionNumber);

    public bool Writes => Viewer.Has(Right.WriteTraining);

    public bool Reads => Viewer.Has(Right.ReadLearners);

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostRecordAsync(string id, [FromForm] CourseForm form, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.Training.Courses.RecordAsync(form.Draft(id), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostSessionAsync(string id, [FromForm] SessionForm form, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.Training.Courses.PutSessionAsync(id, form.Draft(), Viewer, cancellation), cancellation);

    /// <summary>Takes a session back that was entered by mistake, or the course.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(string id, [FromForm] int? number, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Training.Courses.WithdrawAsync(id, number, reason ?? "", Viewer, cancellation).ConfigureAwait(false);
            return number is null ? "/training" : "/training/" + id;
        },
        () => ShowAsync(id, cancellation));

    private Task<IActionResult> DoAsync(string id, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/training/" + id, () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Training.Store.CourseAsync(id, AsOf, cancellation).ConfigureAwait(false) is not { } course)
        {
            return NotFound();
        }

        Course = course;
        return Page();
    }
}

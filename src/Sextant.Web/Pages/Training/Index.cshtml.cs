using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>Courses, with how many learned; never who.</summary>
public sealed class IndexModel : EditingPage
{
    public IReadOnlyList<CourseView> Courses { get; private set; } = [];

    public bool Writes => Viewer.Has(Right.WriteTraining);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] CourseForm form, CancellationToken cancellation) => ChangeAsync(
        async () => "/training/" + await Parts.Training.Courses.RecordAsync(form.Draft(null), Viewer, cancellation).ConfigureAwait(false),
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Courses = await Parts.Training.Store.CoursesAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

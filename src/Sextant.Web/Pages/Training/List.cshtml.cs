using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Programme.Papers.Certificates;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>Who is on a session's list, who came and what came of it: for those who may read it.</summary>
public sealed class ListModel : EditingPage
{
    // 50 persons with 8 boxes and 2 fields each: half of the 1,024 fields that a form may have.
    private const int PerPage = 50;

    /// <summary>Up to so many parts each has a box; beyond, their numbers are typed.</summary>
    public const int MostBoxes = 8;

    public CourseView Course { get; private set; } = null!;

    public CourseSession Session { get; private set; } = null!;

    /// <summary>How many are on the list.</summary>
    public int Count { get; private set; }

    public int Pages => Math.Max(1, (Count + PerPage - 1) / PerPage);

    /// <summary>The persons of the page.</summary>
    public IReadOnlyList<EnrolmentLine> Lines { get; private set; } = [];

    /// <summary>How many passed and hold no certificate.</summary>
    public int Due { get; private set; }

    /// <summary>How many hold a certificate.</summary>
    public int Certified { get; private set; }

    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "page-number")]
    public int PageNumber { get; set; } = 1;

    public bool Writes => Viewer.Has(Right.WriteTraining);

    public Task<IActionResult> OnGetAsync(string id, int number, CancellationToken cancellation) => ShowAsync(id, number, cancellation);

    public Task<IActionResult> OnPostEnrolAsync(string id, int number, [FromForm] LearnerForm form, CancellationToken cancellation) =>
        DoAsync(id, number, () => Parts.Training.Lists.EnrolAsync($"{id}/{number}", form.Draft(), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostMarkAsync(string id, int number, CancellationToken cancellation) =>
        DoAsync(id, number, () => Parts.Training.Lists.MarkAsync($"{id}/{number}", MarkForm.Of(Request.Form), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostRemoveAsync(string id, int number, [FromForm] string? learner, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(id, number, () => Parts.Training.Lists.RemoveAsync($"{id}/{number}", learner ?? "", reason ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostIssueAsync(string id, int number, CancellationToken cancellation) =>
        DoAsync(id, number, () => Parts.Training.Certificates.IssueAsync($"{id}/{number}", Viewer, cancellation), cancellation);

    /// <summary>All certificates of the session, as one archive.</summary>
    public async Task<IActionResult> OnPostPapersAsync(string id, int number, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        try
        {
            byte[] archive = await Parts.Papers.Certificates.OfSessionAsync($"{id}/{number}", new CertificateForm(Lang, Parts.Address.Of), Viewer, cancellation).ConfigureAwait(false);
            return File(archive, "application/zip", $"chung-nhan-{id}-{number}.zip");
        }
        catch (RefusedException refused)
        {
            Refuse(refused, StatusCodes.Status422UnprocessableEntity);
            return await ShowAsync(id, number, cancellation).ConfigureAwait(false);
        }
    }

    private Task<IActionResult> DoAsync(string id, int number, Func<Task> work, CancellationToken cancellation) =>
        ChangeAsync(work, $"/training/{id}/{number}{(PageNumber > 1 ? "?page-number=" + PageNumber : "")}", () => ShowAsync(id, number, cancellation));

    private async Task<IActionResult> ShowAsync(string id, int number, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Training.Store.CourseAsync(id, AsOf, cancellation).ConfigureAwait(false) is not { } course || course.Sessions.FirstOrDefault(one => one.Number == number) is not { } session)
        {
            return NotFound();
        }

        (Course, Session) = (course, session);
        IReadOnlyList<EnrolmentLine> all = await Parts.Training.Learners.ListAsync(session.Key, AsOf, cancellation).ConfigureAwait(false);
        (Count, Due) = (all.Count, all.Count(line => line.Result == "passed" && line.Certificate is null && !line.Learner.Erased));
        Certified = all.Count(line => line.Certificate is not null);
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        Lines = [.. all.Skip((PageNumber - 1) * PerPage).Take(PerPage)];
        Units = Writes ? await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false) : [];
        return Page();
    }
}

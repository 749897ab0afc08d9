using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>One person: what was learnt, certificates, and whether to be named as an expert.</summary>
public sealed class LearnerModel : EditingPage
{
    public LearnerSheet Sheet { get; private set; } = null!;

    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    /// <summary>The link by which the person agrees or not: shown once.</summary>
    public string? Link { get; private set; }

    public bool Writes => Viewer.Has(Right.WriteTraining) && !Sheet.Person.Erased;

    public DateOnly Today => AsOf.Date;

    public Task<IActionResult> OnGetAsync(string key, CancellationToken cancellation) => ShowAsync(key, cancellation);

    public Task<IActionResult> OnPostCorrectAsync(string key, [FromForm] LearnerForm form, CancellationToken cancellation) =>
        DoAsync(key, () => Parts.Training.People.CorrectAsync(key, form.Draft(), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostUnmergeAsync(string key, [FromForm] string? learner, CancellationToken cancellation) =>
        DoAsync(key, () => Parts.Training.People.UnmergeAsync(learner ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostEraseAsync(string key, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(key, () => Parts.Training.People.EraseAsync(key, reason ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostRevokeAsync(string key, [FromForm] string? certificate, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(key, () => Parts.Training.Certificates.RevokeAsync(certificate ?? "", reason ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostAgreedAsync(string key, [FromForm] string? paper, CancellationToken cancellation) =>
        DoAsync(key, () => Parts.Training.Experts.AgreedAsync(key, paper ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostWithdrawnAsync(string key, CancellationToken cancellation) =>
        DoAsync(key, () => Parts.Training.Experts.WithdrawnAsync(key, Viewer, cancellation), cancellation);

    /// <summary>Writes down what would be shown; the link stands on the page that answers, and nowhere else.</summary>
    public async Task<IActionResult> OnPostProposeAsync(string key, [FromForm] ExpertForm form, CancellationToken cancellation)
    {
        IActionResult done = await ChangeAsync(
            async () =>
            {
                Link = Parts.Address.Of(To("/experts/own?token=" + await Parts.Training.Experts.ProposeAsync(key, form.Draft(), Viewer, cancellation).ConfigureAwait(false)));
                return "/learners/" + key;
            },
            () => ShowAsync(key, cancellation)).ConfigureAwait(false);
        return Link is null ? done : await ShowAsync(key, cancellation).ConfigureAwait(false);
    }

    private Task<IActionResult> DoAsync(string key, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/learners/" + key, () => ShowAsync(key, cancellation));

    private async Task<IActionResult> ShowAsync(string key, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Training.Learners.FindAsync(key, AsOf, cancellation).ConfigureAwait(false) is not { } sheet)
        {
            return NotFound();
        }

        Sheet = sheet;
        Units = Writes ? await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false) : [];
        return Page();
    }
}

/// <summary>The form of what is to be shown of an expert.</summary>
public sealed class ExpertForm
{
    public string? Name { get; set; }

    public string? Fields { get; set; }

    public string? Seat { get; set; }

    public string? Contact { get; set; }

    internal ExpertDraft Draft() => new(Name ?? "", Fields ?? "", Seat, Contact);
}

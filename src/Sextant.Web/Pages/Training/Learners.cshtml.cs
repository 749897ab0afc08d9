using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>Persons who learn, and which rows may be one person.</summary>
public sealed class LearnersModel : EditingPage
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>The part of it that is used.</summary>
    public string? Sought => Search?[..Math.Min(Search.Length, 200)];

    public int Count { get; private set; }

    public IReadOnlyList<LearnerView> Lines { get; private set; } = [];

    public int Doubles { get; private set; }

    public IReadOnlyList<LearnerPair> Pairs { get; private set; } = [];

    public bool Writes => Viewer.Has(Right.WriteTraining);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostMergeAsync([FromForm] string? first, [FromForm] string? second, CancellationToken cancellation) =>
        DoAsync(() => Parts.Training.People.MergeAsync(first ?? "", second ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostApartAsync([FromForm] string? first, [FromForm] string? second, CancellationToken cancellation) =>
        DoAsync(() => Parts.Training.People.ApartAsync(first ?? "", second ?? "", Viewer, cancellation), cancellation);

    private Task<IActionResult> DoAsync(Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/learners#doubles", () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        (Count, Lines) = await Parts.Training.Learners.SearchAsync(Sought, AsOf, cancellation).ConfigureAwait(false);
        (Doubles, Pairs) = await Parts.Training.Learners.DoublesAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

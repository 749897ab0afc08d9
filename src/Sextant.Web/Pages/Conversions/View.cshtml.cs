using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Conversions;
using Sextant.Programme.People;
using Sextant.Web.Hosting;
using Sextant.Web.Wording;

namespace Sextant.Web.Pages.Conversions;

/// <summary>One conversion plan in its normal form: six sections, the stages and the inventory as annexes; what it lacks; its next steps.</summary>
public sealed class ViewModel : ConversionPage
{
    /// <summary>What it lacks before it can be handed in; nothing where it was, or where who asks cannot mend it.</summary>
    public IReadOnlyList<ConversionGap> Gaps => Edits ? ConversionGaps.Of(Plan) : [];

    /// <summary>Steps that who asks may take.</summary>
    public IReadOnlyList<ConversionStep> Steps => ConversionSteps.Of(Plan.Line.State, May);

    /// <summary>Whether who asks may write here, words or files.</summary>
    public bool Edits => May(Right.WriteConversions) && ConversionSteps.TakesFiles(Plan.Line.State);

    /// <summary>How many systems speak what.</summary>
    public IEnumerable<(string Stack, int Count)> Counts =>
        Sextant.Programme.Register.ConversionWords.Stacks.Select(stack => (stack, Plan.Systems.Count(one => one.Stack == stack))).Where(one => one.Item2 > 0);

    /// <summary>The number of a section as the form counts.</summary>
    public static string Roman(int section) => GapWords.Roman(section);

    /// <summary>A gap in words.</summary>
    public string Say(ConversionGap gap) => GapWords.Of(gap, Lang);

    public async Task<IActionResult> OnGetAsync(string slug, int number, CancellationToken cancellation) => await ReadAsync(slug, number, cancellation).ConfigureAwait(false) ?? Page();

    /// <summary>Hands in, or says by what it was issued.</summary>
    public Task<IActionResult> OnPostWriteAsync(string slug, int number, [FromForm] string? step, [FromForm] string? document, [FromForm] string? date, CancellationToken cancellation) => DoAsync(
        slug,
        number,
        () => step == "issue"
            ? Parts.ConversionEditing.StepAsync(KeyOf(slug, number), ConversionStep.Issue, Viewer, null, new ConversionIssue(document, DayOf(date)), cancellation)
            : Parts.ConversionEditing.StepAsync(KeyOf(slug, number), ConversionStep.Submit, Viewer, null, null, cancellation),
        cancellation);

    /// <summary>Approves, or gives back.</summary>
    public Task<IActionResult> OnPostReviewAsync(string slug, int number, [FromForm] string? step, [FromForm] string? reason, CancellationToken cancellation) => DoAsync(
        slug, number, () => Parts.ConversionEditing.StepAsync(KeyOf(slug, number), step == "approve" ? ConversionStep.Approve : ConversionStep.Return, Viewer, reason, null, cancellation), cancellation);

    private Task<IActionResult> DoAsync(string slug, int number, Func<Task> work, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await work().ConfigureAwait(false);
            return "/organisations/" + KeyOf(slug, number).Replace("/", "/conversion/", StringComparison.Ordinal);
        },
        () => OnGetAsync(slug, number, cancellation));
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Conversions;
using Sextant.Programme.Register;

namespace Sextant.Web.Pages.Conversions;

/// <summary>Writes a conversion plan: sections on line or in a file, stages, inventory one by one or as a table, files.</summary>
public sealed class EditModel : ConversionPage
{
    [BindProperty(SupportsGet = true, Name = "stage")]
    public int? StagePosition { get; set; }

    [BindProperty(SupportsGet = true, Name = "system")]
    public int? SystemPosition { get; set; }

    /// <summary>Whether the words may still be written; files may be added after.</summary>
    public bool IsOpen => ConversionSteps.IsOpen(Plan.Line.State);

    /// <summary>What it lacks before it can be handed in.</summary>
    public IReadOnlyList<ConversionGap> Gaps => IsOpen ? ConversionGaps.Of(Plan) : [];

    public async Task<IActionResult> OnGetAsync(string slug, int number, CancellationToken cancellation) => await ReadAsync(slug, number, cancellation).ConfigureAwait(false) ?? Page();

    public Task<IActionResult> OnPostRecordAsync(string slug, int number, [FromForm] SectionsForm form, CancellationToken cancellation) =>
        DoAsync(slug, number, "sections", key => Parts.ConversionEditing.RecordAsync(key, form.Draft(), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostStageAsync(string slug, int number, [FromForm] ConversionPartForm form, CancellationToken cancellation) =>
        DoAsync(slug, number, "stages", key => Parts.ConversionEditing.PutStageAsync(key, form.StageDraft(), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostSystemAsync(string slug, int number, [FromForm] ConversionPartForm form, CancellationToken cancellation) =>
        DoAsync(slug, number, "systems", key => Parts.ConversionEditing.PutSystemAsync(key, form.SystemDraft(), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostRemoveAsync(string slug, int number, [FromForm] string? part, [FromForm] int position, CancellationToken cancellation) => DoAsync(
        slug, number, part == "stage" ? "stages" : "systems", key => Parts.ConversionEditing.RemoveAsync(key, part == "stage" ? "stage" : "system", position, Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostAttachAsync(string slug, int number, [FromForm] IFormFile? file, [FromForm] string? role, CancellationToken cancellation) => DoAsync(
        slug,
        number,
        "files",
        async key =>
        {
            await using Stream content = file?.OpenReadStream() ?? throw new RefusedException("file-empty");
            await Parts.ConversionEditing.AttachAsync(key, role ?? "", file.FileName, content, Viewer, cancellation).ConfigureAwait(false);
        },
        cancellation);

    public Task<IActionResult> OnPostDetachAsync(string slug, int number, [FromForm] string? sha256, CancellationToken cancellation) =>
        DoAsync(slug, number, "files", key => Parts.ConversionEditing.DetachAsync(key, sha256 ?? "", Viewer, cancellation), cancellation);

    private Task<IActionResult> DoAsync(string slug, int number, string part, Func<string, Task> work, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            string key = KeyOf(slug, number);
            await work(key).ConfigureAwait(false);
            return "/organisations/" + key.Replace("/", "/conversion/", StringComparison.Ordinal) + "/edit#" + part;
        },
        () => OnGetAsync(slug, number, cancellation));
}

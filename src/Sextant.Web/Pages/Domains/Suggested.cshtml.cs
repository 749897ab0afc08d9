using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Domains.Suggesting;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Domains;

/// <summary>Names that scans saw under a unit's domains: the unit's or not.</summary>
public sealed class SuggestedModel : EditingPage
{
    /// <summary>200 on a page: decided ones leave it, and the next come up.</summary>
    public const int MostShown = 200;

    public OrganisationView Organisation { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    /// <summary>The state that is shown: what is to be decided, where none is asked for.</summary>
    public string Shown => DomainWords.Decisions.Contains(State, StringComparer.Ordinal) ? State! : "open";

    public IReadOnlyList<SuggestionView> Suggestions { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) => ShowAsync(slug, cancellation);

    public Task<IActionResult> OnPostApproveAsync(string slug, [FromForm] string[]? names, [FromForm] string? was, [FromForm] string? kind, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.Domains.Suggestions.ApproveAsync(slug, (names ?? [], was ?? ""), kind, Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostRefuseAsync(string slug, [FromForm] string[]? names, [FromForm] string? was, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.Domains.Suggestions.RefuseAsync(slug, (names ?? [], was ?? ""), reason, Viewer, cancellation), cancellation);

    /// <summary>Whether a name was ticked in a form that was refused.</summary>
    public bool Ticked(string ascii) => Refused is not null && Request.HasFormContentType && Request.Form["names"].Contains(ascii);

    private Task<IActionResult> DoAsync(string slug, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, $"/organisations/{slug}/suggestions", () => ShowAsync(slug, cancellation));

    private async Task<IActionResult> ShowAsync(string slug, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Organisations.FindAsync(slug, AsOf, cancellation).ConfigureAwait(false) is not { } found)
        {
            return NotFound();
        }

        Organisation = found;
        Suggestions = await Parts.Domains.Suggestions.ListAsync(slug, Shown, AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

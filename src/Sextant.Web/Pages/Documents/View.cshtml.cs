using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Documents;
using Sextant.Programme.Plans;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Documents;

/// <summary>One document: what it is, what it does to others and they to it, its articles, obligations and files.</summary>
public sealed class ViewModel : SextantPage
{
    public DocumentView Document { get; private set; } = null!;

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    /// <summary>The words as paragraphs.</summary>
    public IEnumerable<string> Paragraphs =>
        (Document.Text ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Documents.FindAsync(id, AsOf, cancellation).ConfigureAwait(false) is not { } document)
        {
            return NotFound();
        }

        Document = document;
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

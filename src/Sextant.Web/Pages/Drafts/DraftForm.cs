using Sextant.Programme.Drafting;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Drafts;

/// <summary>The form of a draft, as a browser sends it.</summary>
public sealed class DraftForm
{
    public string? Title { get; set; }

    public string? Kind { get; set; }

    public string? Drafter { get; set; }

    public string? Text { get; set; }

    internal DraftDraft Draft(string? id) => new(id, Title ?? "", Kind ?? "", EditingPage.Typed(Drafter), Text);
}

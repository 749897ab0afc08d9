using Microsoft.AspNetCore.Mvc;
using Sextant.Checks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Criteria;

/// <summary>The specification of one criterion that is measured.</summary>
public sealed class ViewModel : SextantPage
{
    public string Title { get; private set; } = "";

    public string Body { get; private set; } = "";

    public IActionResult OnGet(string id)
    {
        if (CheckCatalog.All.FirstOrDefault(check => check.Id == id) is not { } check)
        {
            return NotFound();
        }

        string markdown = Specifications.Of(check, Lang);
        Title = MarkdownText.TitleOf(markdown);
        Body = MarkdownText.BodyOf(markdown);
        return Page();
    }
}

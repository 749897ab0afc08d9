using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.About;

/// <summary>How is measured and judged, in plain words.</summary>
public sealed class MethodModel : SextantPage
{
    /// <summary>The page is all text; nothing is read.</summary>
    public void OnGet()
    {
    }
}

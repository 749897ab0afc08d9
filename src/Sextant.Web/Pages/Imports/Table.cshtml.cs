using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Tables;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Imports;

/// <summary>What is published, as a table that can be filled in and brought back: <c>/tables/organisation-domains?as=csv</c>.</summary>
public sealed class TableModel : EditingPage
{
    public async Task<IActionResult> OnGetAsync(string form, [FromQuery(Name = "as")] string? kind, [FromQuery] string? plan, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.PublishedTables.OfAsync(form, plan, SeesDrafts, AsOf, Lang, cancellation).ConfigureAwait(false) is not { } table)
        {
            return NotFound();
        }

        TableFile file = table.As(kind, string.Join('-', new[] { form, plan, $"{AsOf.Date:yyyy-MM-dd}" }.Where(part => part is not null)), Lang);
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return new FileContentResult(file.Content, file.Type) { FileDownloadName = file.Name };
    }
}

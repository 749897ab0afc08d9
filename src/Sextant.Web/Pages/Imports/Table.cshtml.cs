using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Imports;

/// <summary>A list as a table, for whom its page shows it: <c>/tables/tasks?as=csv&amp;progress=overdue</c>. Where it can be brought in, also as an empty form.</summary>
public sealed class TableModel : SextantPage
{
    // What the address itself says of a table; all else narrows it.
    private static readonly string[] Own = ["form", "as", "belongs-to", "blank", "as-of", "as-known"];

    public async Task<IActionResult> OnGetAsync(
        string form, [FromQuery(Name = "as")] string? kind, [FromQuery(Name = "belongs-to")] string? scope, [FromQuery] bool blank, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        // A table is of the moment at which it is asked for, and some are not for everybody.
        Response.Headers.CacheControl = "no-store";
        WrittenTable? table;
        try
        {
            table = await Parts.Lists.OfAsync(form, new ListAsk(Viewer, AsOf, Lang, scope) { HasDay = HasDay, Blank = blank, Chosen = Chosen() }, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            if (refused.Word == "list-filter")
            {
                return BadRequest();
            }

            return Viewer.Known ? StatusCode(StatusCodes.Status403Forbidden) : Redirect(To("/sign-in?return=" + Uri.EscapeDataString(Request.PathBase + Request.Path + Request.QueryString)));
        }

        if (table is null)
        {
            return NotFound();
        }

        TableFile file = table.As(kind, FileName(form, blank ? null : scope), Lang);
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        Response.Headers["X-Robots-Tag"] = "noindex, noarchive";
        return new FileContentResult(file.Content, file.Type) { FileDownloadName = file.Name };
    }

    private Dictionary<string, string> Chosen() =>
        Request.Query.Where(pair => !Own.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    private string FileName(string form, string? scope) => string.Join('-', new[] { form, scope?.Replace('/', '-'), $"{AsOf.Date:yyyy-MM-dd}" }.OfType<string>());
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Imports;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Returns;

/// <summary>The returns of a period that who asks may read, as a table that can be changed and brought back.</summary>
public sealed class TableModel : SextantPage
{
    public async Task<IActionResult> OnGetAsync([FromQuery] string? form, [FromQuery] string? period, [FromQuery(Name = "as")] string? kind, [FromQuery] string? list, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        ReturnPeriod? asked = (await Parts.Returns.PeriodsAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Form == form && one.Period == period);
        if (asked is null || ImportCatalog.Of("returns-" + (list ?? form)) is not { } table || (list is not null && form != "operator"))
        {
            return NotFound();
        }

        // Everybody who owes one has a row, so that the table is a form as well.
        IReadOnlyList<ReturnStanding> board = await Parts.Returns.BoardAsync(asked, Viewer, cancellation).ConfigureAwait(false);
        var said = new List<ReturnSaid>();
        foreach (ReturnStanding one in board.OrderBy(one => one.Organisation, StringComparer.Ordinal))
        {
            IReadOnlyList<ReturnView> versions = await Parts.Returns.VersionsAsync(one.Organisation, asked.Form, asked.Period, Viewer, cancellation).ConfigureAwait(false);
            said.Add(versions.Count > 0 ? new ReturnSaid(versions[^1].Says, versions[^1].State) : new ReturnSaid(new ReturnDraft(one.Organisation, asked.Form, asked.Period), null));
        }

        var names = board.ToDictionary(one => one.Organisation, one => one.Name.In(Lang), StringComparer.Ordinal);
        WrittenTable written = table is ReturnListTable lists ? lists.Of(said, names, Lang) : ((ReturnTable)table).Of(said, names, Lang);
        TableFile file = written.As(kind, $"{written.Form.Id}-{asked.Period}", Lang);
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return new FileContentResult(file.Content, file.Type) { FileDownloadName = file.Name };
    }
}

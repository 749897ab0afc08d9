using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Communication;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Communication;

/// <summary>A file of the kit: to be saved. That it was fetched is counted, and nothing of who fetched it.</summary>
public sealed class FileModel : SextantPage
{
    public async Task<IActionResult> OnGetAsync(string id, int number, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        KitFileView? file = (await Parts.Communication.Kit.ListAsync(AsOf, id, cancellation).ConfigureAwait(false)).FirstOrDefault()?.Files.FirstOrDefault(one => one.Number == number);
        if (file is null || Parts.Vault.Open(file.File) is not { } content)
        {
            return NotFound();
        }

        // Whole files: a question about one, a part of one and one that the browser has already are none.
        if (HttpMethods.IsGet(Request.Method) && Request.Headers.Range.Count == 0 && Request.Headers.IfNoneMatch.Count == 0)
        {
            await Parts.Communication.Kit.CountAsync(id, number, cancellation).ConfigureAwait(false);
        }

        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return new FileStreamResult(content, file.File.Type) { FileDownloadName = file.File.Name };
    }
}

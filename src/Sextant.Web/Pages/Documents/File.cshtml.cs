using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Sextant.Programme.Documents;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Documents;

/// <summary>A file of a document: to be saved, never shown as part of the site, whatever it holds.</summary>
public sealed class FileModel : SextantPage
{
    public async Task<IActionResult> OnGetAsync(string id, string sha256, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Documents.FileAsync(id, sha256, AsOf, cancellation).ConfigureAwait(false) is not { } file || Parts.Vault.Open(file) is not { } content)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return new FileStreamResult(content, file.Type) { FileDownloadName = file.Name, EntityTag = new EntityTagHeaderValue($"\"{file.Sha256}\"") };
    }
}

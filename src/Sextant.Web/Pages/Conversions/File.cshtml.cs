using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Documents;

namespace Sextant.Web.Pages.Conversions;

/// <summary>A file of a conversion plan: to be saved, never shown as part of the site, whatever it holds.</summary>
public sealed class FileModel : ConversionPage
{
    public async Task<IActionResult> OnGetAsync(string slug, int number, string sha256, CancellationToken cancellation)
    {
        if (await ReadAsync(slug, number, cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        DocumentFileView? file = Plan.Files.Select(one => one.File).FirstOrDefault(one => one.Sha256 == sha256);
        if (file is null || Parts.Vault.Open(file) is not { } content)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return new FileStreamResult(content, file.Type) { FileDownloadName = file.Name };
    }
}

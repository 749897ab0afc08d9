using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Documents;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Tasks;

/// <summary>A file that shows what a report says: to be saved, never shown as part of the site, whatever it holds.</summary>
public sealed class FileModel : SextantPage
{
    public async Task<IActionResult> OnGetAsync(string owner, int number, string sha256, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        string key = string.Create(CultureInfo.InvariantCulture, $"{owner}/{number}");
        DocumentFileView? file = await Parts.TaskFiles.FindAsync(key, sha256, AsOf, Viewer, cancellation).ConfigureAwait(false);
        if (file is null || Parts.Vault.Open(file) is not { } content)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return new FileStreamResult(content, file.Type) { FileDownloadName = file.Name };
    }
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Papers.Certificates;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>A certificate to be printed: for those who may read lists, and for who speaks for the unit of who was given it.</summary>
public sealed class PaperModel : SextantPage
{
    public CertificateView Certificate { get; private set; } = null!;

    /// <summary>As it is printed; null of one that is void.</summary>
    public CertificatePaper? Paper { get; private set; }

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancellation) => await ReadAsync(key, cancellation).ConfigureAwait(false) ?? Page();

    /// <summary>The same as an office file.</summary>
    public async Task<IActionResult> OnGetDocxAsync(string key, CancellationToken cancellation) => await ReadAsync(key, cancellation).ConfigureAwait(false)
        ?? (Paper is { } paper ? File(CertificateDocx.Write(paper), PaperDocx.ContentType, $"{Certificate.Code}.docx") : NotFound());

    private async Task<IActionResult?> ReadAsync(string key, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Training.Certificates.FindAsync(key, cancellation).ConfigureAwait(false) is not { Name.Length: > 0 } certificate
            || !await Parts.Training.Units.HoldsAsync(certificate, Viewer, cancellation).ConfigureAwait(false))
        {
            return NotFound();
        }

        Certificate = certificate;
        Paper = await Parts.Papers.Certificates.FindAsync(key, new CertificateForm(Lang, Parts.Address.Of), cancellation).ConfigureAwait(false);
        return null;
    }
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>A certificate to be printed: for those who may read lists, and for who speaks for the unit of who was given it.</summary>
public sealed class PaperModel : SextantPage
{
    public CertificateView Certificate { get; private set; } = null!;

    /// <summary>Where whoever is shown it asks.</summary>
    public string Place => Parts.Address.Of("/certificates");

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancellation)
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
        return Page();
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>Whether a certificate that somebody was shown is genuine. Of one that is void nothing but that is said.</summary>
public sealed class VerifyModel : SextantPage
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public CertificateView? Certificate { get; private set; }

    /// <summary>Whether the source asked too often.</summary>
    public bool TooOften { get; private set; }

    public string State => Certificate!.StateOn(AsOf.Date);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        // A certificate is what it is today, whatever day the address asks for.
        AsOfText = null;
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Response.Headers["X-Robots-Tag"] = "noindex";
        if (!string.IsNullOrWhiteSpace(Code))
        {
            TooOften = !Parts.Verifying.TryTake(Viewer.From);
            Response.StatusCode = TooOften ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK;
            Certificate = TooOften ? null : await Parts.Training.Certificates.VerifyAsync(Code, cancellation).ConfigureAwait(false);
        }

        return Page();
    }
}

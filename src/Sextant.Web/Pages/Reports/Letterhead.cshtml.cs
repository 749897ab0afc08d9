using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Papers;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Reports;

/// <summary>What stands on every paper of the office: who issues it, where, who signs and who gets it.</summary>
public sealed class LetterheadModel : EditingPage
{
    public Letterhead Letterhead { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] LetterheadForm form, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Papers.Letterheads.RecordAsync(
                new LetterheadDraft(form.Superior, form.Issuer, form.Sign, form.Place, form.Authority, form.SignerTitle, form.SignerName, form.Recipients), Viewer, cancellation).ConfigureAwait(false);
            return "/reports";
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Letterhead = await Parts.Papers.Letterheads.ReadAsync(new AsOf(AsOf.Date), Lang, cancellation).ConfigureAwait(false);
        return Page();
    }
}

/// <summary>The form of the letterhead, as it was typed.</summary>
public sealed class LetterheadForm
{
    public string? Superior { get; set; }

    public string? Issuer { get; set; }

    public string? Sign { get; set; }

    public string? Place { get; set; }

    public string? Authority { get; set; }

    public string? SignerTitle { get; set; }

    public string? SignerName { get; set; }

    public string? Recipients { get; set; }
}

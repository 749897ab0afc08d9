using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Register;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>Where an expert agrees to be named, or takes that back, by the own link and without signing in.</summary>
public sealed class OwnModel : EditingPage
{
    /// <summary>What would be shown; null: the link has ended.</summary>
    public ExpertView? Expert { get; private set; }

    public string Token { get; private set; } = "";

    public Task<IActionResult> OnGetAsync([FromQuery] string? token, CancellationToken cancellation) => ShowAsync(token, cancellation);

    public async Task<IActionResult> OnPostAsync([FromForm] string? token, [FromForm] bool agrees, CancellationToken cancellation)
    {
        try
        {
            await Parts.Training.Experts.AnswerAsync(token, agrees, Viewer.From, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            Refuse(refused, 404);
        }

        return await ShowAsync(token, cancellation).ConfigureAwait(false);
    }

    private async Task<IActionResult> ShowAsync(string? token, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Token = token ?? "";
        Response.Headers.CacheControl = "no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Expert = await Parts.Training.Experts.OwnAsync(token, cancellation).ConfigureAwait(false);
        Response.StatusCode = Expert is null ? 404 : 200;
        return Page();
    }
}

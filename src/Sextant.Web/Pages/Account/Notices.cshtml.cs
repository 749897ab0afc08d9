using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Notices;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Account;

/// <summary>What who has signed in is told, and how one wants to be told.</summary>
public sealed class NoticesModel : EditingPage
{
    public IReadOnlyList<NoticeView> Notices { get; private set; } = [];

    public NoticeChoice Choice { get; private set; } = new(NoticeKinds.DefaultRhythm, [], NoticeKinds.Languages[0]);

    /// <summary>The country's time zone; UTC until a pack says which country it is.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostReadAsync(CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Notices.Notices.ReadAllAsync(Viewer, cancellation).ConfigureAwait(false);
            return "/account/notices";
        },
        () => ShowAsync(cancellation));

    public Task<IActionResult> OnPostChooseAsync([FromForm] string? mail, [FromForm] string? letters, [FromForm(Name = "kind")] string[]? kind, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Notices.Notices.ChooseAsync(new NoticeChoice(mail ?? "", [.. NoticeKinds.All.Except(kind ?? [], StringComparer.Ordinal)], letters ?? ""), Viewer, cancellation).ConfigureAwait(false);
            return "/account/notices";
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        Zone = (await Parts.Country.HeaderAsync(cancellation).ConfigureAwait(false))?.Calendar.Zone ?? Zone;
        Notices = await Parts.Notices.Notices.ListAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
        Choice = await Parts.Notices.Notices.ChoiceAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
        return Page();
    }
}

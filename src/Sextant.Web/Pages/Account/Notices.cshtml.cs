using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Notices;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Account;

/// <summary>What who has signed in is told, and how one wants to be told.</summary>
public sealed class NoticesModel : EditingPage
{
    public IReadOnlyList<NoticeView> Notices { get; private set; } = [];

    public NoticeChoice Choice { get; private set; } = new(NoticeKinds.DefaultRhythm, [], NoticeKinds.Languages[0]);

    /// <summary>Kinds that who has signed in can be told of.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

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
            // What stood for another role is left as it was chosen: the role may come back.
            IReadOnlyList<string> offered = await Parts.Notices.Notices.KindsAsync(Viewer, cancellation).ConfigureAwait(false);
            IReadOnlyList<string> before = (await Parts.Notices.Notices.ChoiceAsync(Viewer.Person!, cancellation).ConfigureAwait(false)).Without;
            string[] without = [.. before.Except(offered, StringComparer.Ordinal), .. offered.Except(kind ?? [], StringComparer.Ordinal)];
            await Parts.Notices.Notices.ChooseAsync(new NoticeChoice(mail ?? "", without, letters ?? ""), Viewer, cancellation).ConfigureAwait(false);
            return "/account/notices";
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        Zone = (await Parts.Country.HeaderAsync(cancellation).ConfigureAwait(false))?.Calendar.Zone ?? Zone;
        Notices = await Parts.Notices.Notices.ListAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
        Kinds = await Parts.Notices.Notices.KindsAsync(Viewer, cancellation).ConfigureAwait(false);
        Choice = await Parts.Notices.Notices.ChoiceAsync(Viewer.Person!, cancellation).ConfigureAwait(false);
        return Page();
    }
}

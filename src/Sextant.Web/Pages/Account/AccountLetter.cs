using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Account;

/// <summary>Tells a person by letter that what one signs in with has changed: who did not do it learns of it.</summary>
internal static class AccountLetter
{
    /// <summary>Tells who asks.</summary>
    internal static Task TellAsync(this OfficePage page, string did, CancellationToken cancellation) => page.TellAsync(did, page.Viewer.Person!, (page.Viewer.Name, page.Viewer.Email), cancellation);

    /// <summary>Tells a person of the register; nobody when there is none.</summary>
    internal static async Task TellAsync(this OfficePage page, string did, string person, CancellationToken cancellation)
    {
        if (await page.Parts.People.Persons.FindAsync(person, cancellation).ConfigureAwait(false) is { } found)
        {
            await page.TellAsync(did, person, (found.Name, found.Email), cancellation).ConfigureAwait(false);
        }
    }

    /// <param name="did">What was done: its sentence stands under <c>account.DID</c>.</param>
    private static async Task TellAsync(this OfficePage page, string did, string person, (string Name, string Email) who, CancellationToken cancellation)
    {
        if (!page.Parts.Notices.Mails)
        {
            return;
        }

        string letters = await page.Parts.Notices.Notices.LanguageAsync(person, page.Lang, cancellation).ConfigureAwait(false);
        TimeZoneInfo zone = (await page.Parts.Country.HeaderAsync(cancellation).ConfigureAwait(false))?.Calendar.Zone ?? TimeZoneInfo.Utc;
        string[] words =
        [
            who.Name, NoticeTexts.For(letters).Format("account." + did), page.T.Time(page.Parts.Clock.GetUtcNow(), zone), page.HttpContext.From(), page.Parts.Address.Of(page.In(letters, "/account/security")),
        ];
        await page.Parts.Notices.Outbox.TellAsync(who.Email, letters, "account-changed", words, cancellation).ConfigureAwait(false);
    }
}

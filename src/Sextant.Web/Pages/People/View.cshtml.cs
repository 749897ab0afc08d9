using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.People;

/// <summary>One person: roles given and taken, sessions ended, a way in given anew, the account ended.</summary>
public sealed class ViewModel : OfficePage
{
    public PersonView Person { get; private set; } = null!;

    /// <summary>The recovery link, shown once.</summary>
    public string? Address { get; private set; }

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancellation) => await ReadAsync(key, cancellation).ConfigureAwait(false) ? Page() : NotFound();

    public Task<IActionResult> OnPostGrantAsync(string key, [FromForm] WantedGrant wanted, CancellationToken cancellation) =>
        DoAsync(
            key,
            () => Parts.People.Persons.GrantAsync(
                Viewer, key,
                new Grant("", Rights.RoleOf(wanted.Role) ?? throw new PeopleException(PeopleFault.BadRole), string.IsNullOrEmpty(wanted.Organisation) ? null : wanted.Organisation, DayOf(wanted.From), DayOf(wanted.Until)),
                cancellation),
            cancellation);

    public Task<IActionResult> OnPostRevokeAsync(string key, [FromForm] string? grant, CancellationToken cancellation) =>
        DoAsync(key, () => Parts.People.Persons.RevokeAsync(Viewer, key, grant ?? "", cancellation), cancellation);

    public Task<IActionResult> OnPostRenameAsync(string key, [FromForm] string? name, CancellationToken cancellation) => DoAsync(key, () => Parts.People.Persons.RenameAsync(Viewer, key, name, cancellation), cancellation);

    public Task<IActionResult> OnPostSignOutAsync(string key, CancellationToken cancellation) => DoAsync(key, () => Parts.People.Persons.SignOutAsync(Viewer, key, cancellation), cancellation);

    public Task<IActionResult> OnPostEndAsync(string key, CancellationToken cancellation) => DoAsync(key, () => Parts.People.Persons.EndAsync(Viewer, key, cancellation), cancellation);

    public async Task<IActionResult> OnPostRecoverAsync(string key, CancellationToken cancellation)
    {
        await TryAsync(async () =>
        {
            Address = Parts.Address.Of(To($"/welcome?token={await Parts.People.Links.RecoverAsync(Viewer, key, cancellation).ConfigureAwait(false)}"));
            return Page();
        }).ConfigureAwait(false);
        return await ReadAsync(key, cancellation).ConfigureAwait(false) ? Page() : NotFound();
    }

    private static DateOnly? DayOf(string? typed) => string.IsNullOrEmpty(typed)
        ? null
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : throw new PeopleException(PeopleFault.BadDays);

    private async Task<IActionResult> DoAsync(string key, Func<Task> work, CancellationToken cancellation)
    {
        IActionResult? done = await TryAsync(async () =>
        {
            await work().ConfigureAwait(false);
            return Redirect(To($"/people/{key}"));
        }).ConfigureAwait(false);
        return done ?? (await ReadAsync(key, cancellation).ConfigureAwait(false) ? Page() : NotFound());
    }

    private async Task<bool> ReadAsync(string key, CancellationToken cancellation)
    {
        await ReadCountryAsync(organisations: true, cancellation).ConfigureAwait(false);
        Person = (await Parts.People.Persons.FindAsync(key, cancellation).ConfigureAwait(false))!;
        return Person is not null;
    }
}

/// <summary>The form by which a role is given, as it was typed.</summary>
public sealed class WantedGrant
{
    public string? Role { get; set; }

    public string? Organisation { get; set; }

    public string? From { get; set; }

    public string? Until { get; set; }
}

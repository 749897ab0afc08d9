using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.People;

/// <summary>Inviting somebody: a link that goes by letter, or is shown once, to be handed over.</summary>
public sealed class InviteModel : OfficePage
{
    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "role")]
    public string? Role { get; set; }

    [BindProperty(Name = "organisation")]
    public string? Organisation { get; set; }

    /// <summary>Whether the link goes by letter.</summary>
    [BindProperty(Name = "mail")]
    public bool ByMail { get; set; }

    /// <summary>In which language who is invited is written to, and led to the first page.</summary>
    [BindProperty(Name = "letters")]
    public string Letters { get => field ?? Lang; set; }

    /// <summary>Whether letters can be sent.</summary>
    public bool Mails => Parts.Notices.Mails;

    /// <summary>Whether the link went by letter; it is not shown then.</summary>
    public bool Mailed { get; private set; }

    /// <summary>The link.</summary>
    public string? Address { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => ReadCountryAsync(organisations: true, cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await ReadCountryAsync(organisations: true, cancellation).ConfigureAwait(false);
        await TryAsync(async () =>
        {
            Role role = Rights.RoleOf(Role) ?? throw new PeopleException(PeopleFault.BadRole);
            string? organisation = string.IsNullOrEmpty(Organisation) ? null : Organisation;
            string secret = await Parts.People.Links.InviteAsync(Viewer, new Invitation(Name ?? "", Email ?? "", role, organisation), cancellation).ConfigureAwait(false);
            Address = Parts.Address.Of(In(Letters, $"/welcome?token={secret}"));
            if (ByMail && Mails)
            {
                await Parts.Notices.Outbox.InviteAsync(Email!.Trim(), Name!.Trim(), Address, Letters, cancellation).ConfigureAwait(false);
                Mailed = true;
            }

            return Page();
        }).ConfigureAwait(false);
        return Page();
    }
}

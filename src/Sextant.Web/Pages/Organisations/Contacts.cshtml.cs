using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Organisations;

/// <summary>Who speaks for an organisation: for the office, and for who speaks for it or for what it is part of.</summary>
public sealed class ContactsModel : SextantPage
{
    public OrganisationView Organisation { get; private set; } = null!;

    public IReadOnlyList<PersonView> People { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Organisations.FindAsync(slug, AsOf, cancellation).ConfigureAwait(false) is not { } found)
        {
            return NotFound();
        }

        Organisation = found;
        People = await Parts.People.Persons.SpeakersAsync(slug, cancellation).ConfigureAwait(false);
        return Page();
    }
}

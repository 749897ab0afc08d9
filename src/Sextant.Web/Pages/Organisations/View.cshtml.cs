using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Country;
using Sextant.Programme.Documents;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Packs;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Organisations;

/// <summary>One organisation: its names and relations over time, its targets and what was last measured of each.</summary>
public sealed class ViewModel : SextantPage
{
    public OrganisationView Organisation { get; private set; } = null!;

    public IReadOnlyList<MeasuredTarget> Targets { get; private set; } = [];

    /// <summary>What documents oblige it to.</summary>
    public IReadOnlyList<(DocumentLine Document, ObligationView Obligation)> Obligations { get; private set; } = [];

    /// <summary>What became of it and how it came to be, the newest first.</summary>
    public IReadOnlyList<UnitEventView> Events { get; private set; } = [];

    /// <summary>What it is exempted from on the day.</summary>
    public IReadOnlyList<ExemptionView> Exemptions { get; private set; } = [];

    /// <summary>Whether who asks may read who speaks for it.</summary>
    public bool ShowsContacts { get; private set; }

    /// <summary>Names suggested to it that are not decided, where who asks may decide.</summary>
    public int Suggested { get; private set; }

    /// <summary>What a value of a scheme of designations is called: by the pack's word for it, or by the name of the organisation that it is.</summary>
    public string ValueOf(PackScheme? scheme, string value) =>
        (scheme?.OfOrganisation == true ? Organisation.Predecessors.FirstOrDefault(one => one.Slug == value)?.Name : scheme?.Values.FirstOrDefault(word => word.Id == value)?.Name)?.In(Lang) ?? value;

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
        if (Viewer.Has(Right.ReadContacts))
        {
            IReadOnlySet<string> line = await Parts.People.Reach.LineAsync(slug, cancellation).ConfigureAwait(false);
            ShowsContacts = Viewer.Has(Right.ReadContacts, line);
            Suggested = Viewer.Has(Right.ClaimDomains, line) ? (await Parts.Domains.Suggestions.OpenAsync(cancellation).ConfigureAwait(false)).GetValueOrDefault(slug) : 0;
        }

        Targets = await Parts.Country.MeasuredAsync(found, AsOf, cancellation).ConfigureAwait(false);
        Exemptions = await Parts.Exemptions.OfAsync(slug, AsOf, cancellation).ConfigureAwait(false);
        Events = await Parts.UnitEvents.OfAsync(slug, AsOf, cancellation).ConfigureAwait(false);
        Obligations = await Parts.Documents.ObligationsOfAsync(slug, AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Domains;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Domains;

/// <summary>Units with their claims and suggested names: of the country for the office, their own for focal points.</summary>
public sealed class IndexModel : SextantPage
{
    public IReadOnlyList<UnitLine> Units { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Func<string, bool> mine = await OwnAsync(cancellation).ConfigureAwait(false);
        ILookup<string, DomainView> claims = (await Parts.Domains.Store.ListAsync(null, AsOf, cancellation).ConfigureAwait(false)).ToLookup(claim => claim.Organisation, StringComparer.Ordinal);
        IReadOnlyDictionary<string, int> open = await Parts.Domains.Suggestions.OpenAsync(cancellation).ConfigureAwait(false);
        Units =
        [
            .. (await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false)).Where(unit => mine(unit.Slug))
                .Select(unit => new UnitLine(unit.Slug, unit.Name, claims[unit.Slug].Count(claim => claim.Holds && claim.Standing != DomainStanding.Failing), claims[unit.Slug].Count(claim => claim.Standing == DomainStanding.Failing), claims[unit.Slug].Count(claim => !claim.Holds), open.GetValueOrDefault(unit.Slug)))
                .Where(unit => !Viewer.Has(Right.AcceptDomains) || unit.Holding + unit.Failing + unit.Waiting + unit.Suggested > 0),
        ];
        return Page();
    }

    private async Task<Func<string, bool>> OwnAsync(CancellationToken cancellation)
    {
        if (Viewer.Has(Right.AcceptDomains))
        {
            return _ => true;
        }

        IReadOnlySet<string> own = await Parts.People.Reach.OwnAsync(Viewer, cancellation).ConfigureAwait(false);
        return own.Contains;
    }
}

/// <summary>One unit.</summary>
/// <param name="Holding">Domains proven or accepted.</param>
/// <param name="Failing">Whose proof was not found the last time.</param>
/// <param name="Waiting">Claimed, or over.</param>
/// <param name="Suggested">Names to decide on.</param>
public sealed record UnitLine(string Slug, LocalText Name, int Holding, int Failing, int Waiting, int Suggested);

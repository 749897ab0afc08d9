using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Conversions;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Conversions;

/// <summary>The units in the programme's scope, each with the state of its conversion plan.</summary>
public sealed class IndexModel : SextantPage
{
    /// <summary>Units with the plan that is furthest; null: none that who asks may see.</summary>
    public IReadOnlyList<(OrganisationLine Unit, ConversionLine? Plan)> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        IReadOnlyList<ProgrammeView> programmes = await Parts.Plans.ProgrammesAsync(AsOf, cancellation).ConfigureAwait(false);
        ProgrammeView? scope = programmes.Where(one => one.ScopeKinds.Count > 0 && one.Starts <= AsOf.Date).MaxBy(one => one.Starts);
        IReadOnlyList<OrganisationLine> units = scope is null ? []
            : await Parts.Organisations.ListAsync(new OrganisationFilter { Kinds = [.. scope.ScopeKinds] }, AsOf, cancellation).ConfigureAwait(false);
        ILookup<string, ConversionLine> plans = (await Parts.Conversions.ListAsync(AsOf, null, cancellation).ConfigureAwait(false)).Where(Sees).ToLookup(plan => plan.Organisation, StringComparer.Ordinal);
        Lines =
        [
            .. units.OrderBy(unit => unit.Name.In(Lang), StringComparer.Create(T.Culture, ignoreCase: true))
                .Select(unit => (unit, plans[unit.Slug].OrderByDescending(plan => plan.State == "issued").ThenByDescending(plan => plan.Number).FirstOrDefault())),
        ];
        return Page();
    }

    // A list asks by the very organisation of a role: a focal point of what stands above finds the plan on the unit's page.
    private bool Sees(ConversionLine plan) => plan.State == "issued" || Viewer.Has(Right.ReadConversions, new HashSet<string>(StringComparer.Ordinal) { plan.Organisation });
}

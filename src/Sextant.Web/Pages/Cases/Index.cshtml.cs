using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Cases;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Cases;

/// <summary>Objections to verdicts: the office sees all, a focal point those of the own unit and of what is part of it.</summary>
public sealed class IndexModel : SextantPage
{
    public IReadOnlyList<CaseView> Cases { get; private set; } = [];

    public IReadOnlyDictionary<string, LocalText> Names { get; private set; } = new Dictionary<string, LocalText>();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Names = (await Parts.Organisations.ListAsync(new OrganisationFilter { Ended = true }, AsOf, cancellation).ConfigureAwait(false)).ToDictionary(unit => unit.Slug, unit => unit.Name, StringComparer.Ordinal);
        var seen = new List<CaseView>();
        foreach (CaseView one in await Parts.Cases.CasesAsync(null, cancellation).ConfigureAwait(false))
        {
            if (Viewer.Has(Right.ObjectVerdicts, await Parts.People.Reach.LineAsync(one.Organisation, cancellation).ConfigureAwait(false)))
            {
                seen.Add(one);
            }
        }

        Cases = seen;
        return Page();
    }
}

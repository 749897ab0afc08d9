using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations.Events;

namespace Sextant.Web.Pages.UnitEvents;

/// <summary>What became of organisations: mergers, splits, renamings, moves, foundings, dissolutions, each with its decision.</summary>
public sealed class IndexModel : UnitEventPage
{
    public IReadOnlyList<UnitEventView> Events { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Events = [.. (await Parts.UnitEvents.ListAsync(AsOf, cancellation).ConfigureAwait(false)).Where(one => !HasDay || one.Day <= AsOf.Date)];
        return Page();
    }
}

using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Cases;

/// <summary>Which day's result sheet of a unit somebody sees: the unit and the office that of any day, everybody else none that is later than the last publication.</summary>
/// <param name="Own">Whether it is for the unit itself, or who decides on its objections.</param>
/// <param name="Published">What is published, where that bounds who asks; null: nothing does.</param>
/// <param name="AsOf">The day of the sheet; null: none is published yet.</param>
public sealed record SheetSight(bool Own, PublishedSheets? Published, AsOf? AsOf)
{
    /// <param name="days">The day asked for, and the country's day.</param>
    /// <param name="line">The unit, and all that it is part of.</param>
    public static async Task<SheetSight> OfAsync(CaseStore cases, Viewer viewer, IReadOnlySet<string> line, (AsOf Asked, DateOnly Today) days, CancellationToken cancellation = default)
    {
        bool own = viewer.Has(Right.ObjectVerdicts) && viewer.Has(Right.ObjectVerdicts, line);
        PublishedSheets? published = own ? null : await cases.PublishedAsync(days.Today, cancellation).ConfigureAwait(false);
        return published switch
        {
            null => new SheetSight(own, null, days.Asked),
            { Until: null } => new SheetSight(false, published, null),
            { Until: { } until } => new SheetSight(false, published, days.Asked.Date > until ? days.Asked with { Date = until } : days.Asked),
        };
    }
}

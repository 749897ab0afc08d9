using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists;

/// <summary>Where lists are given out as tables: each to whom its page shows it, and those that can be brought in also as an empty form.</summary>
public sealed class ListDesk(ProgrammeDatabase database, PeopleReach reach, TimeProvider clock)
{
    /// <summary>A list; null when there is none of the name, or nothing that it would belong to.</summary>
    /// <exception cref="RefusedException"><c>not-allowed</c>: who asks may not read it.</exception>
    public async Task<WrittenTable?> OfAsync(string id, ListAsk ask, CancellationToken cancellation = default)
    {
        if (ask.Blank)
        {
            return ImportCatalog.Of(id) is { } form ? new WrittenTable(form.Table, []) : null;
        }

        if (ListCatalog.Of(id) is not { } list || (ask.Scope is null ? list.HasScope : !list.MayHaveScope))
        {
            return null;
        }

        return ask.Viewer.Has(list.ReadRight)
            ? await list.GiveAsync(new ListReading(database, reach, clock, ask), cancellation).ConfigureAwait(false)
            : throw new RefusedException("not-allowed");
    }
}

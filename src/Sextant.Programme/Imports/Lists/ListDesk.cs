using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists;

/// <summary>Where lists are given out as tables: each to whom its page shows it, and those that can be brought in also as an empty form.</summary>
public sealed class ListDesk(ProgrammeDatabase database, PeopleReach reach, TimeProvider clock, IMeasuredStates? states = null)
{
    /// <summary>A list; null when there is none of the name, or nothing that it would belong to.</summary>
    /// <exception cref="RefusedException"><c>not-allowed</c>: who asks may not read it; <c>list-filter</c>: it is not narrowed so.</exception>
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

        if (!ask.Viewer.Has(list.ReadRight))
        {
            throw new RefusedException("not-allowed");
        }

        // What is misspelt must not silently give all.
        IReadOnlyList<ListFilter> filters = ListFilters.Of(list);
        if (ask.Chosen.FirstOrDefault(pair => !filters.Any(one => one.Name == pair.Key && one.Takes(pair.Value))) is { Key: { } wrong })
        {
            throw new RefusedException("list-filter", wrong);
        }

        WrittenTable? table = await list.GiveAsync(new ListReading(database, states ?? new NothingMeasured(), reach, clock, ask), cancellation).ConfigureAwait(false);
        return table is null ? null : ListFilters.Narrowed(list, ask.Chosen, table);
    }
}

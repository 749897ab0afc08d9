using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Imports;

/// <summary>What everybody may read, in the forms in which it can be brought in again.</summary>
public sealed class PublishedTables(ProgrammeDatabase database)
{
    /// <summary>The forms that are given out so.</summary>
    public static IReadOnlyList<string> Forms { get; } = [.. ImportCatalog.All.Where(form => form is DomainTable or UnitEventTable or TaskTable).Select(form => form.Table.Id)];

    /// <summary>A table as of a day; null when there is none of the form, or no such plan.</summary>
    /// <param name="drafts">Whether plans are seen that are not issued.</param>
    public async Task<WrittenTable?> OfAsync(string form, string? plan, bool drafts, AsOf asOf, string language, CancellationToken cancellation = default)
    {
        switch (ImportCatalog.Of(form))
        {
            case DomainTable domains:
                IReadOnlyList<OrganisationLine> units = await new OrganisationStore(database).ListAsync(new OrganisationFilter(), asOf, cancellation).ConfigureAwait(false);
                IReadOnlyList<TargetLine> targets = await new TargetStore(database).ListAsync(new OrganisationFilter(), asOf, cancellation).ConfigureAwait(false);
                return domains.Of(targets, units.ToDictionary(unit => unit.Slug, unit => unit.Name.In(language), StringComparer.Ordinal), language);
            case UnitEventTable events:
                return events.Of(await new UnitEventStore(database).ListAsync(asOf, cancellation).ConfigureAwait(false), language);
            case TaskTable tasks:
                var store = new TaskStore(database);
                return (await store.PlansAsync(asOf, drafts, cancellation).ConfigureAwait(false)).Any(one => one.Id == plan)
                    ? tasks.Of(await store.ListAsync(new TaskFilter { Plan = plan, Drafts = drafts }, asOf, cancellation).ConfigureAwait(false), language)
                    : null;
            default:
                return null;
        }
    }
}

using Sextant.Programme.Country;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>The organisations of a day.</summary>
public sealed class OrganisationList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "organisations",
        [
            new("organisation"), new("name-vi"), new("name-en"), new("unit-kind-id"), new("unit-kind-name"), new("unit-sector-id"), new("unit-sector-name"), new("unit-code"), new("from"), new("until"), new("target-count"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters => UnitChoice.Filters;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<OrganisationLine> lines = await UnitChoice.OfAsync(reading, cancellation).ConfigureAwait(false);
        CountryHeader? words = await reading.Country.HeaderAsync(cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. lines.Select(one => (object?[])
        [
            one.Slug, one.Name.All.GetValueOrDefault("vi"), one.Name.All.GetValueOrDefault("en"), one.Kind, words?.KindName(one.Kind, reading.Language), one.Sector, words?.SectorName(one.Sector, reading.Language),
            one.Code, one.From, one.Until, one.Targets,
        ])]);
    }
}

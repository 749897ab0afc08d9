using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists;

/// <summary>The organisations of a day.</summary>
public sealed class OrganisationList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "organisations", [new("organisation"), new("name-vi"), new("name-en"), new("unit-kind"), new("unit-sector"), new("unit-code"), new("from"), new("until"), new("target-count")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<OrganisationLine> lines = await new OrganisationStore(reading.Database).ListAsync(new OrganisationFilter(), reading.AsOf, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. lines.Select(one => (object?[])
        [
            one.Slug, one.Name.All.GetValueOrDefault("vi"), one.Name.All.GetValueOrDefault("en"), one.Kind, one.Sector, one.Code, one.From, one.Until, one.Targets,
        ])]);
    }
}

using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Programme.Training;

namespace Sextant.Programme.Imports.Lists.Learning;

/// <summary>Experts who agreed to be named, as they agree this moment, whatever day is asked for; just what each agreed to show.</summary>
public sealed class ExpertList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new("experts", [new("full-name"), new("expert-fields"), new("expert-seat"), new("expert-contact")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public bool IsFleeting => true;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) => new WrittenTable(
        Table, [.. (await new ExpertDesk(reading.Database, reading.Clock).PublicAsync(cancellation).ConfigureAwait(false)).Select(one => (object?[])[one.Name, one.Fields, one.Seat, one.Contact])]);
}

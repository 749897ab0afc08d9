using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>Networks and brands, and with whom each is counted: each once.</summary>
public sealed class HoldingList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new("holdings", [new("organisation"), new("unit-name"), new("holding-kind"), new("holding-name")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadReturns;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = reading.Database.Create();
        List<RegisterHolding> rows = await context.Known<RegisterHolding>(reading.AsOf).ToListAsync(cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. rows.OrderBy(row => row.Organisation, StringComparer.Ordinal).ThenBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal).Select(row => (object?[])
        [
            row.Organisation, names(row.Organisation), reading.Word("holding", row.Kind), row.Name,
        ])]);
    }
}

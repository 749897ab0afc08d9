using Sextant.Programme.Conversions;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Papers;

/// <summary>Conversion plans of units: those that are issued, and others for whom they are to be seen.</summary>
public sealed class ConversionList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "conversion-plans", [new("organisation"), new("unit-name"), new("conversion-number"), new("conversion-title"), new("plan-state"), new("document-number"), new("issued")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        var seen = new List<ConversionLine>();
        foreach (ConversionLine plan in await new ConversionStore(reading.Database).ListAsync(reading.AsOf, null, cancellation).ConfigureAwait(false))
        {
            if (plan.State == "issued" || await reading.MayAsync(Right.ReadConversions, plan.Organisation, cancellation).ConfigureAwait(false))
            {
                seen.Add(plan);
            }
        }

        return new WrittenTable(Table, [.. seen.Select(plan => (object?[])
        [
            plan.Organisation, names(plan.Organisation), plan.Number, plan.Title, reading.Word("plan-state", plan.State), plan.Document, plan.Issued,
        ])]);
    }
}

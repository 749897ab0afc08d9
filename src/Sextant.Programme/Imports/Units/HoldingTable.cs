using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Units;

/// <summary>Networks and brands, and with whom each is counted: each once. A row adds one; what is counted with another is let go on its page first.</summary>
public sealed class HoldingTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "holdings";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(Id, [new("organisation"), new("organisation-name", false), new("holding-kind"), new("holding-name")]);

    /// <inheritdoc/>
    public override Right Right => Right.AskReturns;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadReturns;

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

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        HoldingGround ground = await HoldingGround.OfAsync(reading.Context, cancellation).ConfigureAwait(false);
        foreach (TableRow row in reading.Table.Rows)
        {
            string? organisation = reading.AnyOrganisation(row, "organisation", required: true);
            string? kind = row.Word("holding-kind", "holding", ["network", "brand"], required: true);
            string? name = row.Text("holding-name", required: true);
            if (organisation is null || kind is null || name is null)
            {
                continue;
            }

            try
            {
                RegisterHolding said = ground.Judged(organisation, kind, name);
                if (reading.First(row, said.Key))
                {
                    reading.Put((RegisterHolding?)ground.Held.GetValueOrDefault(said.Key)?.Next() ?? said, row.Number);
                }
            }
            catch (RefusedException refused)
            {
                row.Fault("holding-name", refused.Word, [.. refused.Parameters.Select(one => one is string text ? Quoted.Of(text) : one)]);
            }
        }
    }
}

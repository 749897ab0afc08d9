using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Units;

/// <summary>Networks and brands, and with whom each is counted: each once. A row adds one, or gives other days to one; what is counted with another in these days is let go on its page first.</summary>
public sealed class HoldingTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "holdings";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(Id, [new("organisation"), new("organisation-name", false), new("holding-kind"), new("holding-name"), new("from", false), new("until", false)]);

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
        return new WrittenTable(Table, [.. rows.OrderBy(row => row.Organisation, StringComparer.Ordinal).ThenBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.ValidFrom).Select(row => (object?[])
        [
            row.Organisation, names(row.Organisation), reading.Word("holding", row.Kind), row.Name, row.ValidFrom, row.ValidUntil,
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
            (DateOnly? From, DateOnly? Until) days = (row.Day("from"), row.Day("until"));
            if (organisation is null || kind is null || name is null)
            {
                continue;
            }

            try
            {
                RegisterHolding said = ground.Judged(organisation, (kind, name), days);
                if (reading.First(row, said.Key))
                {
                    reading.Put(said, row.Number);
                }
            }
            catch (RefusedException refused)
            {
                row.Fault(refused.Word == "holding-days" ? "until" : "holding-name", refused.Word, [.. refused.Parameters.Select(one => one is string text ? Quoted.Of(text) : one)]);
            }
        }
    }
}

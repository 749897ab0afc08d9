using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Conversions;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>The inventory of a conversion plan: the systems of the table take the place of all that it had.</summary>
public sealed class SystemTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "conversion-systems";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id, [new("system-name"), new("system-layer"), new("system-stack", false), new("system-capability", false), new("system-stage", false), new("remark", false)]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteConversions;

    /// <inheritdoc/>
    public bool IsWhole => true;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadConversions;

    /// <inheritdoc/>
    public override bool HasScope => true;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) => await ConversionScope.SeenAsync(reading, open: false, cancellation).ConfigureAwait(false) is { } plan
        ? new WrittenTable(Table, [.. plan.Systems.Select(one => (object?[])
        [
            one.Name, reading.Word("layer", one.Layer), reading.Word("stack", one.Stack), reading.Word("capability", one.Capability), one.Stage, one.Remark,
        ])])
        : null;

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        string plan = reading.Scope!;
        ProgrammeContext context = reading.Context;
        await ConversionScope.OpenAsync(context, plan, (reading.Viewer, reading.Reach), cancellation).ConfigureAwait(false);
        HashSet<int> stages = [.. await context.Current<RegisterConversionStage>().Where(row => row.Plan == plan).Select(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false)];
        List<RegisterConversionSystem> held = await context.Current<RegisterConversionSystem>().Where(row => row.Plan == plan).ToListAsync(cancellation).ConfigureAwait(false);
        if (reading.Table.Rows.Count == 0)
        {
            // A form that was not filled in: its one fault is noted, and it says nothing of what the plan has.
            return;
        }

        int position = 0;
        foreach (TableRow row in reading.Table.Rows)
        {
            if (++position > ConversionEditing.MostSystems)
            {
                row.Fault(null, "systems-many", ConversionEditing.MostSystems);
            }
            else if (Read(row, plan, position, stages) is { } system)
            {
                reading.Put(system, row.Number);
            }
        }

        foreach (RegisterConversionSystem left in held.Where(row => row.Position > position))
        {
            RegisterRow back = left.Next();
            back.Withdrawn = true;
            reading.Put(back, reading.Table.Rows[^1].Number);
        }
    }

    internal override Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation) =>
        ConversionScope.OpenAsync(undoing.Context, undoing.Import.Scope!, (undoing.Viewer, undoing.Reach), cancellation);

    private static RegisterConversionSystem? Read(TableRow row, string plan, int position, HashSet<int> stages)
    {
        string? name = row.Text("system-name", required: true);
        string? layer = row.Word("system-layer", "layer", ConversionWords.Layers, required: true);
        (string? stack, string? capability) = (row.Word("system-stack", "stack", ConversionWords.Stacks), row.Word("system-capability", "capability", ConversionWords.Capabilities));
        int? stage = (int?)row.Amount("system-stage", 1, ConversionEditing.MostStages);
        string? remark = row.Text("remark");
        if (stage is { } of && !stages.Contains(of))
        {
            row.Fault("system-stage", "system-stage", of);
        }

        return name is null || layer is null ? null : new RegisterConversionSystem
        {
            Key = ConversionWords.Part(plan, "system", position), Plan = plan, Position = position, Name = name, Layer = layer, Stack = stack ?? "unknown", Capability = capability ?? "unknown", Stage = stage, Remark = remark,
        };
    }
}

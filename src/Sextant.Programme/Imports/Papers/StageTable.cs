using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Conversions;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>The stages of a conversion plan. A row with a number rewrites that stage, one without is a further stage.</summary>
public sealed class StageTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "conversion-stages";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(Id, [new("stage-number", false), new("stage-title"), new("stage-starts"), new("stage-ends"), new("product", false)]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteConversions;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public override bool HasScope => true;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) => await ConversionScope.SeenAsync(reading, open: true, cancellation).ConfigureAwait(false) is { } plan
        ? new WrittenTable(Table, [.. plan.Stages.Select(one => (object?[])[one.Position, one.Title, one.Starts, one.Ends, one.Product])])
        : null;

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        string plan = reading.Scope!;
        await ConversionScope.OpenAsync(reading.Context, plan, (reading.Viewer, reading.Reach), cancellation).ConfigureAwait(false);
        List<RegisterConversionStage> all = await reading.Context.Set<RegisterConversionStage>().AsNoTracking().Where(row => row.SupersededAt == null && row.Plan == plan).ToListAsync(cancellation).ConfigureAwait(false);
        int last = all.Select(row => row.Position).DefaultIfEmpty().Max();
        foreach (TableRow row in reading.Table.Rows)
        {
            int? number = (int?)row.Amount("stage-number", 1, ConversionEditing.MostStages);
            RegisterConversionStage? before = all.FirstOrDefault(stage => !stage.Withdrawn && stage.Position == number);
            if (number is not null && before is null)
            {
                row.Fault("stage-number", "stage-number");
            }

            bool known = number is null || before is not null;
            if (Stage(row, plan, before) is not { } said || !known || (before is not null && !reading.First(row, before.Key)))
            {
                continue;
            }

            said.Position = before?.Position ?? ++last;
            said.Key = ConversionWords.Part(plan, "stage", said.Position);
            if (said.Position > ConversionEditing.MostStages)
            {
                row.Fault(null, "stages-many", ConversionEditing.MostStages);
                continue;
            }

            reading.Put(said, row.Number);
        }
    }

    /// <summary>A stage that came in goes only while no system is to be converted in it.</summary>
    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        string plan = undoing.Import.Scope!;
        await ConversionScope.OpenAsync(undoing.Context, plan, (undoing.Viewer, undoing.Reach), cancellation).ConfigureAwait(false);
        List<string> added = await undoing.Context.Set<RegisterImportLine>().Where(line => line.Import == undoing.Import.Key && line.BeforeId == null).Select(line => line.RowKey).ToListAsync(cancellation).ConfigureAwait(false);
        int[] stages = [.. await undoing.Context.Current<RegisterConversionStage>().Where(row => row.Plan == plan && added.Contains(row.Key)).Select(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false)];
        await ConversionEditing.UnnamedAsync(undoing.Context, plan, stages, cancellation).ConfigureAwait(false);
    }

    private static RegisterConversionStage? Stage(TableRow row, string plan, RegisterConversionStage? before)
    {
        (string? title, DateOnly? starts, DateOnly? ends) = (row.Text("stage-title", required: true), row.Day("stage-starts", required: true), row.Day("stage-ends", required: true));
        string? product = row.Has("product") ? row.Lines("product") : before?.Product;
        if (starts is { Year: < 2000 })
        {
            row.Fault("stage-starts", "stage-days");
        }

        if (ends < starts)
        {
            row.Fault("stage-ends", "until-before-from");
        }

        if (title is null || starts is not { } first || ends is not { } final)
        {
            return null;
        }

        var said = (RegisterConversionStage?)before?.Next() ?? new RegisterConversionStage { Key = "", Plan = plan, Title = title };
        (said.Title, said.Starts, said.Ends, said.Product) = (title, first, final, product);
        return said;
    }
}

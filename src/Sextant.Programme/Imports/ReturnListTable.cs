using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports;

/// <summary>A list of operators' returns that are still open, a row for each line. The lines of a return in the table take the place of all that it had.</summary>
public abstract class ReturnListTable : ImportForm, IListTable
{
    private const string Kind = "operator";

    /// <inheritdoc/>
    public override Right Right => Right.DeclareReturns;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadReturns;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters { get; } = [ReturnGiving.Period, ListFilter.Organisation];

    /// <inheritdoc/>
    public bool IsWhole => true;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        string? organisation = reading.Chosen("organisation");
        ReturnDraft[] said = [.. (await ReturnGiving.OfAsync(reading, Kind, cancellation).ConfigureAwait(false)).Where(one => organisation is null || one.Organisation == organisation)];
        return Of(said, await ReturnGiving.NamesAsync(reading, said, cancellation).ConfigureAwait(false), reading.Language);
    }

    /// <summary>The lists of returns, to be given out.</summary>
    public WrittenTable Of(IEnumerable<ReturnDraft> returns, IReadOnlyDictionary<string, string> names, string language) => new(
        Table, [.. returns.SelectMany(said => Lines(said, TableTexts.For(language)).Select(line => (object?[])[said.Organisation, names.GetValueOrDefault(said.Organisation), said.Period, .. line]))]);

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        var returns = new Dictionary<(string, string), string?>();
        foreach (TableRow row in reading.Table.Rows)
        {
            string? organisation = reading.Organisation(row, "organisation", required: true);
            string? typed = row.Text("period", required: true, 30);
            string? period = Quarter.Read(typed)?.ToString();
            if (period is null && typed is not null)
            {
                row.Fault("period", "quarter", Quoted.Of(typed));
            }

            string? key = organisation is null || period is null ? null : await OpenAsync(reading, row, organisation, period, returns, cancellation).ConfigureAwait(false);
            int position = key is null ? 1 : positions[key] = positions.GetValueOrDefault(key) + 1;
            if (position > ReturnEditing.MostLines)
            {
                row.Fault(null, "return-lines", ReturnEditing.MostLines);
            }
            else if (Line(reading, row, key ?? "", position) is { } line && key is not null)
            {
                reading.Put(line, row.Number);
            }
        }

        foreach ((string key, int last) in positions)
        {
            foreach (RegisterRow left in await BehindAsync(reading.Context, key, last, cancellation).ConfigureAwait(false))
            {
                RegisterRow back = left.Next();
                back.Withdrawn = true;
                reading.Put(back, reading.Table.Rows[^1].Number);
            }
        }
    }

    internal override Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation) => ReturnTable.OwnAndUnsignedAsync(undoing, cancellation);

    /// <summary>Cells behind organisation and quarter.</summary>
    private protected abstract IEnumerable<object?[]> Lines(ReturnDraft said, TableTexts texts);

    /// <summary>The line that a row says; null, with its faults, when it says none.</summary>
    private protected abstract RegisterRow? Line(ImportReading reading, TableRow row, string key, int position);

    /// <summary>Lines of a return behind a position.</summary>
    private protected abstract Task<IReadOnlyList<RegisterRow>> BehindAsync(ProgrammeContext context, string key, int position, CancellationToken cancellation);

    /// <summary>The open return of an organisation that who asks speaks for.</summary>
    private static async Task<string?> OpenAsync(
        ImportReading reading, TableRow row, string organisation, string period, Dictionary<(string, string), string?> returns, CancellationToken cancellation)
    {
        if (!reading.Viewer.Has(Right.DeclareReturns, await reading.Reach.LineAsync(organisation, cancellation).ConfigureAwait(false)))
        {
            row.Fault("organisation", "return-not-yours", organisation);
            return null;
        }

        if (!returns.TryGetValue((organisation, period), out string? key))
        {
            RegisterReturn? newest = await ReturnEditing.NewestAsync(reading.Context, new ReturnDraft(organisation, Kind, period), cancellation).ConfigureAwait(false);
            key = newest is { State: "draft" or "returned" } ? newest.Key : null;
            returns.Add((organisation, period), key);
        }

        if (key is null)
        {
            row.Fault("period", "return-not-open", organisation, period);
        }

        return key;
    }
}

/// <summary>The roadmaps for the remaining subscribers.</summary>
public sealed class RoadmapTable : ReturnListTable
{
    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        "returns-roadmap", [new("organisation"), new("organisation-name", false), new("period"), new("network"), new("cause"), new("roadmap-quarter"), new("roadmap-promised"), new("roadmap-actual", false)]);

    private protected override IEnumerable<object?[]> Lines(ReturnDraft said, TableTexts texts) =>
        said.Roadmap.Select(line => (object?[])[texts["word.network-" + line.Network], texts["word.cause-" + line.Cause], line.Quarter, line.Promised, line.Actual]);

    private protected override RegisterRow? Line(ImportReading reading, TableRow row, string key, int position)
    {
        string? network = row.Word("network", "network", ReturnForm.Networks, required: true);
        string? cause = row.Word("cause", "cause", ReturnForm.Causes, required: true);
        string? typed = row.Text("roadmap-quarter", required: true, 30);
        Quarter? quarter = Quarter.Read(typed);
        if (typed is not null && quarter is null)
        {
            row.Fault("roadmap-quarter", "quarter", Quoted.Of(typed));
        }

        decimal? promised = row.Amount("roadmap-promised", 0, 1_000_000_000, required: true);
        decimal? actual = row.Amount("roadmap-actual", 0, 1_000_000_000);
        return network is null || cause is null || quarter is null || promised is null ? null : new RegisterRoadmapLine
        {
            Key = ReturnKeys.Part(key, "roadmap", position), Return = key, Position = position, Network = network, Cause = cause, Quarter = quarter.Value.ToString(), Promised = promised.Value, Actual = actual,
        };
    }

    private protected override async Task<IReadOnlyList<RegisterRow>> BehindAsync(ProgrammeContext context, string key, int position, CancellationToken cancellation) =>
        await context.Current<RegisterRoadmapLine>().Where(line => line.Return == key && line.Position > position).ToListAsync(cancellation).ConfigureAwait(false);
}

/// <summary>The units that operators help to convert.</summary>
public sealed class SupportTable : ReturnListTable
{
    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        "returns-support", [new("organisation"), new("organisation-name", false), new("period"), new("support-unit"), new("support-service"), new("support-state")]);

    private protected override IEnumerable<object?[]> Lines(ReturnDraft said, TableTexts texts) =>
        said.Supports.Select(one => (object?[])[one.Unit, texts["word.service-" + one.Service], texts["word.support-" + one.State]]);

    private protected override RegisterRow? Line(ImportReading reading, TableRow row, string key, int position)
    {
        string? unit = reading.Organisation(row, "support-unit", required: true);
        string? service = row.Word("support-service", "service", ReturnForm.Services, required: true);
        string? state = row.Word("support-state", "support", ReturnForm.Supports, required: true);
        return unit is null || service is null || state is null || !reading.First(row, $"{key} {unit} {service}")
            ? null
            : new RegisterReturnSupport { Key = ReturnKeys.Part(key, "support", position), Return = key, Position = position, Unit = unit, Service = service, State = state };
    }

    private protected override async Task<IReadOnlyList<RegisterRow>> BehindAsync(ProgrammeContext context, string key, int position, CancellationToken cancellation) =>
        await context.Current<RegisterReturnSupport>().Where(one => one.Return == key && one.Position > position).ToListAsync(cancellation).ConfigureAwait(false);
}

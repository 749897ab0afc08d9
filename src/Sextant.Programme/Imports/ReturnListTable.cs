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

    /// <summary>500: a statement with as many keys is small for both databases.</summary>
    private const int Chunk = 500;

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
        ReturnSaid[] said = [.. (await ReturnGiving.OfAsync(reading, Kind, cancellation).ConfigureAwait(false)).Where(one => organisation is null || one.Says.Organisation == organisation)];
        return Of(said, await ReturnGiving.NamesAsync(reading, said, cancellation).ConfigureAwait(false), reading.Language);
    }

    /// <summary>The lists of returns, to be given out.</summary>
    public WrittenTable Of(IEnumerable<ReturnSaid> returns, IReadOnlyDictionary<string, string> names, string language) => new(
        Table,
        [
            .. returns.SelectMany(one => Lines(one.Says, TableTexts.For(language))
                .Select(line => (object?[])[one.Says.Organisation, names.GetValueOrDefault(one.Says.Organisation), one.Says.Period, TableTexts.For(language)[one.Word], .. line])),
        ]);

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        List<(TableRow Row, string? Organisation, string? Period)> rows = [.. reading.Table.Rows.Select(row => (row, reading.Organisation(row, "organisation", required: true), Period(row)))];
        HeldReturns returns = await HeldReturns.OfAsync(reading.Context, Kind, rows.Select(row => row.Period), figures: false, cancellation).ConfigureAwait(false);
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((TableRow row, string? organisation, string? period) in rows)
        {
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

        foreach (string[] some in positions.Keys.Chunk(Chunk))
        {
            foreach (RegisterRow left in await LinesAsync(reading.Context, some, (key, position) => position > positions[key], cancellation).ConfigureAwait(false))
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

    /// <summary>Lines of some returns, those at the places that are wanted.</summary>
    private protected abstract Task<IEnumerable<RegisterRow>> LinesAsync(ProgrammeContext context, string[] keys, Func<string, int, bool> wanted, CancellationToken cancellation);

    private static string? Period(TableRow row)
    {
        string? typed = row.Text("period", required: true, 30);
        string? period = Quarter.Read(typed)?.ToString();
        if (period is null && typed is not null)
        {
            row.Fault("period", "quarter", Quoted.Of(typed));
        }

        return period;
    }

    /// <summary>The open return of an organisation that who asks speaks for.</summary>
    private static async Task<string?> OpenAsync(ImportReading reading, TableRow row, string organisation, string period, HeldReturns returns, CancellationToken cancellation)
    {
        if (!await reading.MayAsync(Right.DeclareReturns, organisation, cancellation).ConfigureAwait(false))
        {
            row.Fault("organisation", "return-not-yours", organisation);
            return null;
        }

        if (returns.Newest(organisation, period) is { State: "draft" or "returned" } open)
        {
            return open.Key;
        }

        row.Fault("period", "return-not-open", organisation, period);
        return null;
    }
}

/// <summary>The roadmaps for the remaining subscribers.</summary>
public sealed class RoadmapTable : ReturnListTable
{
    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        "returns-roadmap", [new("organisation"), new("organisation-name", false), new("period"), ReturnGiving.Standing, new("network"), new("cause"), new("roadmap-quarter"), new("roadmap-promised"), new("roadmap-actual", false)]);

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

    private protected override async Task<IEnumerable<RegisterRow>> LinesAsync(ProgrammeContext context, string[] keys, Func<string, int, bool> wanted, CancellationToken cancellation) =>
        (await context.Current<RegisterRoadmapLine>().Where(line => keys.Contains(line.Return)).ToListAsync(cancellation).ConfigureAwait(false)).Where(line => wanted(line.Return, line.Position));
}

/// <summary>The units that operators help to convert.</summary>
public sealed class SupportTable : ReturnListTable
{
    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        "returns-support", [new("organisation"), new("organisation-name", false), new("period"), ReturnGiving.Standing, new("support-unit"), new("support-service"), new("support-state")]);

    private protected override IEnumerable<object?[]> Lines(ReturnDraft said, TableTexts texts) =>
        said.Supports.Select(one => (object?[])[one.Unit, texts["word.service-" + one.Service], texts["word.support-" + one.State]]);

    private protected override RegisterRow? Line(ImportReading reading, TableRow row, string key, int position)
    {
        string? unit = reading.AnyOrganisation(row, "support-unit", required: true);
        string? service = row.Word("support-service", "service", ReturnForm.Services, required: true);
        string? state = row.Word("support-state", "support", ReturnForm.Supports, required: true);
        return unit is null || service is null || state is null || !reading.First(row, $"{key} {unit} {service}")
            ? null
            : new RegisterReturnSupport { Key = ReturnKeys.Part(key, "support", position), Return = key, Position = position, Unit = unit, Service = service, State = state };
    }

    private protected override async Task<IEnumerable<RegisterRow>> LinesAsync(ProgrammeContext context, string[] keys, Func<string, int, bool> wanted, CancellationToken cancellation) =>
        (await context.Current<RegisterReturnSupport>().Where(one => keys.Contains(one.Return)).ToListAsync(cancellation).ConfigureAwait(false)).Where(one => wanted(one.Return, one.Position));
}

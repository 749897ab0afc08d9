using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports;

/// <summary>The figures of one kind of return, a row for each organisation and quarter. They come in as drafts: who answers for them signs them on their page.</summary>
public sealed class ReturnTable(ReturnForm form) : ImportForm, IListTable
{
    /// <summary>The kind of return.</summary>
    public ReturnForm Form => form;

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        "returns-" + form.Id, [new("organisation"), new("organisation-name", false), new("period"), ReturnGiving.Standing, .. form.Fields.Select(field => new TableColumn(field.Id, field.Required))]);

    /// <inheritdoc/>
    public override Right Right => Right.DeclareReturns;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadReturns;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters { get; } = [ReturnGiving.Period];

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<ReturnSaid> said = await ReturnGiving.OfAsync(reading, form.Id, cancellation).ConfigureAwait(false);
        return Of(said, await ReturnGiving.NamesAsync(reading, said, cancellation).ConfigureAwait(false), reading.Language);
    }

    /// <summary>Returns, to be given out.</summary>
    public WrittenTable Of(IEnumerable<ReturnSaid> returns, IReadOnlyDictionary<string, string> names, string language) => new(
        Table,
        [
            .. returns.Select(one => (object?[])
            [
                one.Says.Organisation, names.GetValueOrDefault(one.Says.Organisation), one.Says.Period, TableTexts.For(language)[one.Word],
                .. form.Fields.Select(field => one.Says.Figures.TryGetValue(field.Id, out decimal value) ? (object?)value : null),
            ]),
        ]);

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        ProgrammeContext context = reading.Context;
        HashSet<string> asked = [.. await context.Current<RegisterReturnPeriod>().Where(row => row.Form == form.Id).Select(row => row.Period).ToListAsync(cancellation).ConfigureAwait(false)];
        var owed = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (string period in asked)
        {
            owed[period] = await ReturnStore.OwingAsync(context, form.Id, period, cancellation).ConfigureAwait(false);
        }

        var rows = new List<(TableRow Row, string? Organisation, string? Period)>();
        foreach (TableRow row in reading.Table.Rows)
        {
            string? organisation = reading.Organisation(row, "organisation", required: true);
            string? named = Period(row, asked);
            rows.Add((row, organisation, named));
            if (organisation is not null && named is not null && !owed[named].Contains(organisation, StringComparer.Ordinal))
            {
                row.Fault("organisation", "return-not-owed", organisation);
            }
            else if (organisation is not null && !await reading.MayAsync(Right.DeclareReturns, organisation, cancellation).ConfigureAwait(false))
            {
                row.Fault("organisation", "return-not-yours", organisation);
            }
        }

        HeldReturns returns = await HeldReturns.OfAsync(context, form.Id, rows.Select(row => row.Period), figures: true, cancellation).ConfigureAwait(false);
        foreach ((TableRow row, string? organisation, string? period) in rows)
        {
            RegisterReturn? newest = organisation is null || period is null ? null : returns.Newest(organisation, period);
            RegisterReturnFigure[] held = newest is null ? [] : [.. returns.Figures(newest.Key)];
            var draft = new ReturnDraft(organisation ?? "", form.Id, period ?? "") { Figures = Figures(row, held) };
            if (organisation is not null && period is not null && reading.First(row, $"{organisation} {period}"))
            {
                Put(reading, row, draft, newest, held);
            }
        }
    }

    /// <summary>Whose returns somebody may write no longer, he takes back none of; what was signed since is not taken from under its signature.</summary>
    internal override Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation) => OwnAndUnsignedAsync(undoing, cancellation);

    /// <summary>Refuses when who asks may not write a return that an import wrote by now, or it was handed in since.</summary>
    internal static async Task OwnAndUnsignedAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        (ProgrammeContext context, string import) = (undoing.Context, undoing.Import.Key);
        List<string> keys = await context.Set<RegisterImportLine>().Where(line => line.Import == import).Select(line => line.RowKey).ToListAsync(cancellation).ConfigureAwait(false);
        string[] returns = [.. keys.Select(key => string.Join('/', key.Split('/').Take(4))).Distinct()];
        foreach (string organisation in returns.Select(key => key.Split('/')[0]).Distinct(StringComparer.Ordinal))
        {
            if (!undoing.Viewer.Has(Right.DeclareReturns, await undoing.Reach.LineAsync(organisation, cancellation).ConfigureAwait(false)))
            {
                throw new RefusedException("not-allowed");
            }
        }

        var signed = new List<string>();
        foreach (string[] some in returns.Chunk(500))
        {
            signed.AddRange(await context.Current<RegisterReturn>().Where(row => some.Contains(row.Key) && (row.State == "submitted" || row.State == "accepted")).Select(row => row.Key).ToListAsync(cancellation)
                .ConfigureAwait(false));
        }

        if (signed.Count > 0)
        {
            throw new RefusedException("import-changed", signed.Count, string.Join("; ", signed.Take(20)));
        }
    }

    private static string? Period(TableRow row, HashSet<string> asked)
    {
        string? typed = row.Text("period", required: true, 30);
        string? period = Quarter.Read(typed)?.ToString();
        if (typed is not null && (period is null || !asked.Contains(period)))
        {
            row.Fault("period", period is null ? "quarter" : "return-not-asked", Quoted.Of(typed));
            return null;
        }

        return period;
    }

    /// <summary>The figures that a row says; of a column that the table does not have, the one that stands.</summary>
    private Dictionary<string, decimal> Figures(TableRow row, IEnumerable<RegisterReturnFigure> held)
    {
        Dictionary<string, decimal> stands = held.ToDictionary(one => one.Field, one => one.Value, StringComparer.Ordinal);
        var figures = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (ReturnField field in form.Fields)
        {
            decimal? said = row.Has(field.Id) ? row.Amount(field.Id, 0, field.Most, field.Decimals) : stands.TryGetValue(field.Id, out decimal before) ? before : null;
            if (said is { } value)
            {
                figures[field.Id] = value;
                if (field.PartOf is { } whole && figures.TryGetValue(whole, out decimal all) && value > all)
                {
                    row.Fault(row.Has(field.Id) ? field.Id : whole, "exceeds", new TableWord("column." + whole));
                }
            }
        }

        return figures;
    }

    private void Put(ImportReading reading, TableRow row, ReturnDraft draft, RegisterReturn? newest, IReadOnlyList<RegisterReturnFigure> held)
    {
        string key = newest?.Key ?? ReturnKeys.Of(draft, 1);
        IReadOnlyList<RegisterReturnFigure> figures = ReturnWriting.Rows(form, draft, key).Figures;
        RegisterReturnFigure[] gone = [.. held.Where(figure => figures.All(one => one.Key != figure.Key))];
        bool same = gone.Length == 0 && figures.All(figure => held.Any(one => one.Key == figure.Key && one.Digest == RowDigest.Of(figure)));
        if (newest is { State: "submitted" or "accepted" } && !same)
        {
            row.Fault(null, "return-closed");
            return;
        }

        reading.Put(newest is null ? new RegisterReturn { Key = key, Organisation = draft.Organisation, Form = form.Id, Period = draft.Period, Number = 1, State = "draft" } : newest.Next(), row.Number);
        foreach (RegisterReturnFigure figure in figures)
        {
            reading.Put(figure, row.Number);
        }

        foreach (RegisterReturnFigure figure in gone)
        {
            RegisterRow back = figure.Next();
            back.Withdrawn = true;
            reading.Put(back, row.Number);
        }
    }
}

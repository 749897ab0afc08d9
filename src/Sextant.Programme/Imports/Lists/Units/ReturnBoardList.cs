using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>Who owes which return and how it stands, the late ones with their days: of the newest quarter of each form, or of the one that is asked for.</summary>
public sealed class ReturnBoardList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "return-board",
        [new("return-form"), new("period"), new("organisation"), new("unit-name"), new("return-due"), new("return-state"), new("return-version"), new("return-received"), new("return-late")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadReturns;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters { get; } = [new("form", [.. ReturnForm.All.Select(form => form.Id)]), new("period")];

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        var store = new ReturnStore(reading.Database, new NothingMeasured(), reading.Reach, reading.Clock);
        (string? form, string? period) = (reading.Chosen("form"), reading.Chosen("period"));
        IEnumerable<ReturnPeriod> asked = (await store.PeriodsAsync(cancellation).ConfigureAwait(false)).Where(one => form is null || one.Form == form);
        var rows = new List<object?[]>();
        foreach (ReturnPeriod one in period is null ? asked.DistinctBy(one => one.Form) : asked.Where(one => one.Period == period))
        {
            rows.AddRange((await store.BoardAsync(one, reading.Viewer, cancellation).ConfigureAwait(false)).Select(standing => (object?[])
            [
                reading.Texts["form.returns-" + one.Form], one.Period, standing.Organisation, standing.Name.In(reading.Language), one.Due, reading.Word("return-state", standing.State ?? "none"), standing.Number,
                standing.Received, standing.DaysLate,
            ]));
        }

        return new WrittenTable(Table, rows);
    }
}

using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Cases;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>Objections to verdicts, the newest first: the office has all, a focal point those of the own unit and of what is part of it.</summary>
public sealed class CaseList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "cases",
        [
            new("case-number"), new("organisation"), new("unit-name"), new("publication"), new("case-target"), new("criterion"), new("objection"), new("case-state"), new("case-day"),
            new("first-verdict"), new("first-vantage"), new("first-evidence"), new("second-verdict"), new("second-vantage"), new("second-evidence"), new("case-decision"), new("case-answer"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ObjectVerdicts;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        ProgrammeCalendar calendar = await reading.Database.CalendarAsync(cancellation).ConfigureAwait(false);
        var rows = new List<object?[]>();
        foreach (CaseView one in await ReadAsync(reading, cancellation).ConfigureAwait(false))
        {
            if (await reading.MayAsync(Right.ObjectVerdicts, one.Organisation, cancellation).ConfigureAwait(false))
            {
                rows.Add([
                    one.Number, one.Organisation, names(one.Organisation), one.Publication, one.Target, one.Criterion, one.Text, reading.Word("case-state", one.Decision ?? one.State), calendar.DateOf(one.OpenedAt),
                    reading.Word("verdict", one.First.Verdict), one.First.Vantage, one.First.Evidence, reading.Word("verdict", one.Second?.Verdict), one.Second?.Vantage, one.Second?.Evidence, reading.Word("case-decision", one.Decision), one.Answer]);
            }
        }

        return new WrittenTable(Table, rows);
    }

    private static async Task<IReadOnlyList<CaseView>> ReadAsync(ListReading reading, CancellationToken cancellation)
    {
        await using ProgrammeContext context = reading.Database.Create();
        return [.. (await context.Current<RegisterCase>().OrderByDescending(row => row.Number).ToListAsync(cancellation).ConfigureAwait(false)).Select(CaseStore.View)];
    }
}

using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports;

/// <summary>A return as it goes out in a table.</summary>
/// <param name="State">The state of the version; null: nothing was begun.</param>
public sealed record ReturnSaid(ReturnDraft Says, string? State)
{
    /// <summary>The state's word, so that nobody takes a draft for what was signed.</summary>
    internal string Word => "word.return-state-" + (State ?? "none");
}

/// <summary>What returns say by their newest versions, as far as who asks may read it: of all quarters; of one quarter with everybody who owes one, so that the table is a form as well.</summary>
internal static class ReturnGiving
{
    internal static ListFilter Period { get; } = new("period");

    /// <summary>How the version stands that the row shows; it is told, not read.</summary>
    internal static TableColumn Standing { get; } = new("return-standing", false);

    internal static async Task<IReadOnlyList<ReturnSaid>> OfAsync(ListReading reading, string form, CancellationToken cancellation)
    {
        string? period = reading.Chosen(Period.Name) is { } typed ? Quarter.Read(typed)?.ToString() ?? "" : null;
        await using ProgrammeContext context = reading.Database.Create();
        List<RegisterReturn> rows = await context.Current<RegisterReturn>().Where(row => row.Form == form && (period == null || row.Period == period)).ToListAsync(cancellation).ConfigureAwait(false);
        List<ReturnSaid> said =
        [
            .. (await new ReturnReading(context).ViewsAsync([.. rows.GroupBy(row => (row.Organisation, row.Period)).Select(group => group.MaxBy(row => row.Number)!)], cancellation).ConfigureAwait(false))
                .Select(view => new ReturnSaid(view.Says, view.State)),
        ];
        if (period is { Length: > 0 } && await context.Current<RegisterReturnPeriod>().AnyAsync(row => row.Form == form && row.Period == period, cancellation).ConfigureAwait(false))
        {
            string[] owing = await ReturnStore.OwingAsync(context, form, period, cancellation).ConfigureAwait(false);
            said.AddRange(owing.Except(said.Select(one => one.Says.Organisation)).Select(organisation => new ReturnSaid(new ReturnDraft(organisation, form, period), null)).ToList());
        }

        var seen = new List<ReturnSaid>();
        foreach (ReturnSaid one in said.OrderByDescending(one => one.Says.Period, StringComparer.Ordinal).ThenBy(one => one.Says.Organisation, StringComparer.Ordinal))
        {
            if (await reading.MayAsync(Right.ReadReturns, one.Says.Organisation, cancellation).ConfigureAwait(false))
            {
                seen.Add(one);
            }
        }

        return seen;
    }

    internal static async Task<IReadOnlyDictionary<string, string>> NamesAsync(ListReading reading, IEnumerable<ReturnSaid> said, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        return said.Select(one => one.Says.Organisation).Distinct().ToDictionary(organisation => organisation, organisation => names(organisation) ?? organisation, StringComparer.Ordinal);
    }
}

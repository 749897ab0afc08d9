using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;

namespace Sextant.Programme.Imports;

/// <summary>What returns say by their newest versions, as far as who asks may read it: of all quarters; of one quarter with everybody who owes one, so that the table is a form as well.</summary>
internal static class ReturnGiving
{
    internal static ListFilter Period { get; } = new("period");

    internal static async Task<IReadOnlyList<ReturnDraft>> OfAsync(ListReading reading, string form, CancellationToken cancellation)
    {
        string? period = reading.Chosen(Period.Name) is { } typed ? Quarter.Read(typed)?.ToString() ?? "" : null;
        await using ProgrammeContext context = reading.Database.Create();
        List<RegisterReturn> rows = await context.Current<RegisterReturn>().Where(row => row.Form == form && (period == null || row.Period == period)).ToListAsync(cancellation).ConfigureAwait(false);
        List<ReturnDraft> said =
        [
            .. (await new ReturnReading(context).ViewsAsync([.. rows.GroupBy(row => (row.Organisation, row.Period)).Select(group => group.MaxBy(row => row.Number)!)], cancellation).ConfigureAwait(false))
                .Select(view => view.Says),
        ];
        if (period is { Length: > 0 } && await context.Current<RegisterReturnPeriod>().AnyAsync(row => row.Form == form && row.Period == period, cancellation).ConfigureAwait(false))
        {
            string[] owing = await ReturnStore.OwingAsync(context, form, period, cancellation).ConfigureAwait(false);
            said.AddRange(owing.Except(said.Select(one => one.Organisation)).Select(organisation => new ReturnDraft(organisation, form, period)).ToList());
        }

        var seen = new List<ReturnDraft>();
        foreach (ReturnDraft one in said.OrderByDescending(one => one.Period, StringComparer.Ordinal).ThenBy(one => one.Organisation, StringComparer.Ordinal))
        {
            if (await reading.MayAsync(Right.ReadReturns, one.Organisation, cancellation).ConfigureAwait(false))
            {
                seen.Add(one);
            }
        }

        return seen;
    }

    internal static async Task<IReadOnlyDictionary<string, string>> NamesAsync(ListReading reading, IEnumerable<ReturnDraft> said, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        return said.Select(one => one.Organisation).Distinct().ToDictionary(organisation => organisation, organisation => names(organisation) ?? organisation, StringComparer.Ordinal);
    }
}

using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Returns;

/// <summary>What indicators take from returns, as of a day.</summary>
/// <param name="Period">The newest quarter that is over and of which an operator's return counts: <c>2026-Q3</c>; null without any.</param>
/// <param name="Operators">Of that quarter, the newest version of each operator that was signed by the day.</param>
/// <param name="Owed">The returns of all forms whose last day has passed, of the newest such quarter.</param>
public sealed record ReturnFigures(string? Period, IReadOnlyList<ReturnView> Operators, IReadOnlyList<OwedReturn> Owed)
{
    /// <summary>Nobody was asked for any.</summary>
    public static ReturnFigures None { get; } = new(null, [], []);

    /// <summary>The sums of a figure and of the part of it that has IPv6, over the operators that give both; null when none does.</summary>
    public (decimal All, decimal Ipv6)? SumOf(string all, string ipv6)
    {
        ReturnView[] both = [.. Operators.Where(view => view.Says.Figures.ContainsKey(all) && view.Says.Figures.ContainsKey(ipv6))];
        return both.Length == 0 ? null : (both.Sum(view => view.Says.Figures[all]), both.Sum(view => view.Says.Figures[ipv6]));
    }
}

/// <summary>A return that was to be there by a day.</summary>
/// <param name="Received">When its first version that counts was signed; null: not by the day asked for.</param>
public sealed record OwedReturn(string Organisation, string Form, DateOnly Due, DateOnly? Received);

/// <summary>Reads what indicators take from returns.</summary>
internal sealed class ReturnReader(ProgrammeDatabase database)
{
    /// <summary>As of a day, as known at an instant.</summary>
    internal async Task<ReturnFigures> FiguresAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await new ReturnReading(context).FiguresAsync(asOf, cancellation).ConfigureAwait(false);
    }

    /// <summary>The newest signed return of each form that these organisations had handed in by the day, and that was not given back.</summary>
    internal async Task<IReadOnlyList<ReturnView>> NewestAsync(IReadOnlyCollection<string> organisations, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        RegisterReturn[] signed = [.. (await context.At<RegisterReturn>(asOf).Where(row => organisations.Contains(row.Organisation) && (row.State == "submitted" || row.State == "accepted"))
            .ToListAsync(cancellation).ConfigureAwait(false)).Where(row => row.SignedOn <= asOf.Date)];
        return await new ReturnReading(context).ViewsAsync(
            [.. signed.GroupBy(row => (row.Organisation, row.Form)).Select(group => group.OrderByDescending(row => row.Period, StringComparer.Ordinal).ThenByDescending(row => row.Number).First())], asOf, cancellation).ConfigureAwait(false);
    }
}

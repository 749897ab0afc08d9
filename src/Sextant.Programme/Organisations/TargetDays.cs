using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations;

/// <summary>The targets of many days, as <see cref="TargetStore"/> gives them for one: read once, and days share the lines of what they have in common.</summary>
internal sealed class TargetDays
{
    // In the order in which rows of one target count; then in the order of lists, with each row's place in the first.
    private readonly (RegisterTarget Row, TargetLine Line, int Rank)[] _rows;

    private TargetDays(IReadOnlyList<RegisterTarget> known)
    {
        Dictionary<RegisterTarget, int> ranks = TargetStore.Preferred(known).Select((row, rank) => (row, rank)).ToDictionary(one => one.row, one => one.rank);
        _rows = [.. TargetStore.InOrder(known).Select(row => (row, TargetStore.Line(row), ranks[row]))];
    }

    /// <summary>Reads what is known at an instant.</summary>
    internal static async Task<TargetDays> OpenAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation) =>
        new(await context.Known<RegisterTarget>(asOf).ToListAsync(cancellation).ConfigureAwait(false));

    /// <summary>The targets of a day.</summary>
    /// <param name="living">Slugs of the organisations of that day.</param>
    internal IReadOnlyList<TargetLine> On(DateOnly day, HashSet<string> living)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        (RegisterTarget Row, TargetLine Line, int Rank)[] held = [.. _rows.Where(one => (one.Row.ValidFrom is null || one.Row.ValidFrom <= day) && (one.Row.ValidUntil is null || one.Row.ValidUntil >= day) && living.Contains(one.Row.Organisation))];
        foreach ((RegisterTarget row, _, int rank) in held)
        {
            first[row.TargetKey] = Math.Min(rank, first.GetValueOrDefault(row.TargetKey, int.MaxValue));
        }

        return [.. held.Where(one => first[one.Row.TargetKey] == one.Rank).Select(one => one.Line)];
    }
}

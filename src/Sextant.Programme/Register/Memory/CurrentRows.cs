using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>
/// The current versions of one table's facts. Versions are only added, one writer after the other, and each takes the place of the one before it: the rows behind the last one
/// read are all that there is to know. Rows are shared by everybody who reads: nobody changes them.
/// </summary>
internal sealed class CurrentRows<T>
    where T : RegisterRow
{
    private readonly Dictionary<string, T> _rows = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _last;

    internal async Task<IReadOnlyList<T>> ReadAsync(Func<DbContext> create, CancellationToken cancellation)
    {
        long last = Interlocked.Read(ref _last);
        await using DbContext context = create();
        List<T> added = await context.Set<T>().AsNoTracking().Where(row => row.Id > last && (last > 0 || row.SupersededAt == null)).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        lock (_gate)
        {
            foreach (T row in added)
            {
                // A row that was superseded meanwhile is followed by its successor.
                _rows[row.Key] = row;
                _last = Math.Max(_last, row.Id);
            }

            return [.. _rows.Values.Where(row => row is { Withdrawn: false, SupersededAt: null })];
        }
    }
}

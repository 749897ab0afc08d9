using Sextant.Net.Timing;

namespace Sextant.Bench.Timing;

/// <summary>What it costs to bound an operation in time that ends long before, as nearly all do: by the wheel, and as it is done without one.</summary>
internal static class TimeLimits
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static void Run(BenchTable table)
    {
        using var outer = new CancellationTokenSource();
        TimeWheel wheel = TimeWheel.Of(TimeProvider.System);
        Pair(table, "nothing else waits", wheel, outer.Token);

        // A campaign's operations under way, each with its limit.
        List<IDisposable> under = [.. Enumerable.Range(0, 5000).Select(i => (IDisposable)wheel.Limit(Bound + TimeSpan.FromMilliseconds(i), outer.Token))];
        under.AddRange(Enumerable.Range(0, 5000).Select(i => new CancellationTokenSource(Bound + TimeSpan.FromMilliseconds(i), TimeProvider.System)));
        Pair(table, "5,000 others under way", wheel, outer.Token);
        under.ForEach(one => one.Dispose());
    }

    private static void Pair(BenchTable table, string beside, TimeWheel wheel, CancellationToken outer)
    {
        table.Row($"a limit by the wheel, begun and ended; {beside}", () =>
        {
            using TimeLimit limit = wheel.Limit(Bound, outer);
        });
        table.Row($"a limit by a timer and two token sources; {beside}", () =>
        {
            using var limit = new CancellationTokenSource(Bound, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, outer);
        });
    }
}

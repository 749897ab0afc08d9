using System.Collections.Concurrent;

namespace Sextant.Measurement.Probes;

/// <summary>A look of <see cref="ScanLooks"/> began, or ended after so many milliseconds.</summary>
internal delegate void LookReport(string look, bool done, double milliseconds);

/// <summary>Tells whoever watches a scan which looks began and ended. Watching never delays or fails a look.</summary>
internal sealed class LookProgress(LookReport? progress, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>Follows a look to its end and gives it back.</summary>
    /// <param name="look">A word of <see cref="ScanLooks"/>.</param>
    /// <param name="work">The look, begun.</param>
    /// <param name="times">How many such looks the scan makes: it is done when all are.</param>
    public async Task<T> FollowAsync<T>(string look, Task<T> work, int times = 1)
    {
        if (progress is null)
        {
            return await work.ConfigureAwait(false);
        }

        Count count = _counts.GetOrAdd(look, _ => new Count(clock.GetTimestamp()));
        if (count.IsFirst())
        {
            progress(look, done: false, 0);
        }

        T seen = await work.ConfigureAwait(false);
        if (count.Ended() == times)
        {
            progress(look, done: true, clock.GetElapsedTime(count.Began).TotalMilliseconds);
        }

        return seen;
    }

    private sealed class Count(long began)
    {
        private int _begun;
        private int _ended;

        public long Began { get; } = began;

        public bool IsFirst() => Interlocked.Increment(ref _begun) == 1;

        public int Ended() => Interlocked.Increment(ref _ended);
    }
}

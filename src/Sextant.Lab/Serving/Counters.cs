using System.Collections.Concurrent;

namespace Sextant.Lab.Serving;

/// <summary>How often something happened, by name: behind "each n-th", "the first only" and rotating answers. Deterministic: nothing is drawn.</summary>
internal sealed class Counters
{
    // A world has a few thousand names at most; a hostile or mistaken observer must not grow it without end.
    private const int Bound = 200_000;

    private readonly ConcurrentDictionary<(string Kind, string Key), int> _counts = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new();

    /// <summary>The number of times before this one.</summary>
    public int Next(string kind, string key)
    {
        if (_counts.Count > Bound)
        {
            _counts.Clear();
        }

        return _counts.AddOrUpdate((kind, key), 1, (_, n) => n == int.MaxValue ? 1 : n + 1) - 1;
    }

    /// <summary>Whether this is the first time after a while of quiet.</summary>
    public bool IsFirstAfter(TimeSpan quiet, string key, DateTimeOffset now)
    {
        if (_last.Count > Bound)
        {
            _last.Clear();
        }

        bool first = true;
        _last.AddOrUpdate(key, now, (_, last) =>
        {
            first = now - last >= quiet;
            return now;
        });
        return first;
    }
}

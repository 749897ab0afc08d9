using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Sextant.Net.Dns.Iteration;

/// <summary>
/// What was learnt, each until its time, in two generations: what is asked for again moves into the young one, and when that is full the old one goes. So what many
/// names have in common stays, and what one name alone needed is soon forgotten.
/// </summary>
/// <param name="most">Entries kept at most, in both.</param>
/// <param name="time">The clock.</param>
internal sealed class Generations<TKey, TValue>(int most, TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private volatile Pair _now = new(new(), new());
    private int _young;

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        Pair now = _now;
        bool young = now.Young.TryGetValue(key, out var entry);
        bool known = (young || now.Old.TryGetValue(key, out entry)) && entry.Until > time.GetUtcNow();
        if (known && !young)
        {
            Put(key, entry);
        }

        value = known ? entry.Value : null;
        return known;
    }

    public void Put(TKey key, TValue value, TimeSpan life) => Put(key, (value, time.GetUtcNow() + life));

    private void Put(TKey key, (TValue Value, DateTimeOffset Until) entry)
    {
        Pair now = _now;
        if (!now.Young.TryAdd(key, entry))
        {
            now.Young[key] = entry;
            return;
        }

        // Counting a concurrent dictionary stops all who use it.
        if (Interlocked.Increment(ref _young) >= most / 2)
        {
            lock (_gate)
            {
                if (ReferenceEquals(now, _now))
                {
                    _now = new Pair(new(), now.Young);
                    _young = 0;
                }
            }
        }
    }

    private sealed record Pair(ConcurrentDictionary<TKey, (TValue Value, DateTimeOffset Until)> Young, ConcurrentDictionary<TKey, (TValue Value, DateTimeOffset Until)> Old);
}

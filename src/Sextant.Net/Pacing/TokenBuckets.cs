namespace Sextant.Net.Pacing;

/// <summary>
/// Token buckets as times: a bucket is the moment up to which its tokens are spoken for, so it needs no timer and an idle one is
/// the same as none. Reservations are made in order of asking, which makes waiting fair.
/// </summary>
internal sealed class TokenBuckets(TimeProvider time, int maxBuckets)
{
    /// <summary>One bucket: its name and its tokens per second.</summary>
    public readonly record struct Bucket(string Key, double Rate);

    private readonly Dictionary<string, long> spokenFor = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long lastSweep;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return spokenFor.Count;
            }
        }
    }

    /// <summary>Takes one token of each bucket; the answer is how long to wait until all of them are there.</summary>
    public TimeSpan Reserve(ReadOnlySpan<Bucket> buckets)
    {
        lock (gate)
        {
            long now = time.GetTimestamp();
            long start = now;
            foreach (var bucket in buckets)
            {
                start = Math.Max(start, SpokenFor(Place(bucket.Key, now), now) - Depth(bucket.Rate));
            }

            foreach (var bucket in buckets)
            {
                string key = Place(bucket.Key, now);
                spokenFor[key] = Math.Max(SpokenFor(key, now), start) + Ticks(1 / bucket.Rate);
            }

            return time.GetElapsedTime(now, start);
        }
    }

    /// <summary>Empties a bucket for a while.</summary>
    public void Rest(Bucket bucket, TimeSpan duration)
    {
        lock (gate)
        {
            long now = time.GetTimestamp();
            string key = Place(bucket.Key, now);
            spokenFor[key] = Math.Max(SpokenFor(key, now), now + Ticks(duration.TotalSeconds) + Depth(bucket.Rate));
        }
    }

    // A bucket holds one second's worth and at least one token; the token in hand is not part of the depth.
    private long Depth(double rate) => Ticks((Math.Max(1, rate) - 1) / rate);

    private long Ticks(double seconds) => (long)(seconds * time.TimestampFrequency);

    private long SpokenFor(string key, long now) => spokenFor.TryGetValue(key, out long until) ? until : now;

    private string Place(string key, long now)
    {
        if (spokenFor.Count < maxBuckets || spokenFor.ContainsKey(key))
        {
            return key;
        }

        if (time.GetElapsedTime(lastSweep, now) > TimeSpan.FromSeconds(1))
        {
            lastSweep = now;
            foreach (var (idle, _) in spokenFor.Where(pair => pair.Value <= now).ToList())
            {
                spokenFor.Remove(idle);
            }
        }

        return spokenFor.Count < maxBuckets ? key : "overflow";
    }
}

namespace Sextant.Net.Pacing;

/// <summary>
/// Token buckets as times: a bucket is the moment up to which its tokens are spoken for, so it needs no timer and an idle one is
/// the same as none. A strict one keeps its last turns. Reservations are made in order of asking, which makes waiting fair.
/// </summary>
internal sealed class TokenBuckets(TimeProvider time, int maxBuckets)
{
    /// <summary>One bucket: its name and its tokens per second.</summary>
    /// <param name="Key">Its name.</param>
    /// <param name="Rate">Tokens per second.</param>
    /// <param name="Strict">No second ever holds more than so many: whoever is asked counts seconds, and knows nothing of buckets.</param>
    public readonly record struct Bucket(string Key, double Rate, bool Strict = false);

    /// <summary>
    /// How much longer than a second a strict bucket's second is. 5 %: what the way and a busy machine shift on the way to the server (some 50 ms) puts
    /// no more into one second there than was let go here.
    /// </summary>
    internal const double Margin = 1.05;

    private readonly Dictionary<string, long> spokenFor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Turns> strict = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long lastSweep;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return spokenFor.Count + strict.Count;
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
                if (bucket.Strict)
                {
                    start = Math.Max(start, TurnsOf(bucket, now).Next(now));
                    continue;
                }

                start = Math.Max(start, SpokenFor(Place(bucket.Key, now), now) - Depth(bucket.Rate));
            }

            foreach (var bucket in buckets)
            {
                if (bucket.Strict)
                {
                    TurnsOf(bucket, now).Add(start);
                    continue;
                }

                string key = Place(bucket.Key, now);
                spokenFor[key] = Math.Max(SpokenFor(key, now), start) + Ticks(1 / bucket.Rate);
            }

            return time.GetElapsedTime(now, start);
        }
    }

    /// <summary>
    /// Uses a strict bucket's turn whose time has come: zero when it is used, else how much longer to wait. A busy machine wakes many at once whose turns
    /// were a second apart; the moment that counts is the one in which they go.
    /// </summary>
    public TimeSpan Use(Bucket bucket)
    {
        lock (gate)
        {
            long now = time.GetTimestamp();
            return time.GetElapsedTime(now, TurnsOf(bucket, now).Use(now));
        }
    }

    /// <summary>Empties a bucket for a while.</summary>
    public void Rest(Bucket bucket, TimeSpan duration)
    {
        lock (gate)
        {
            long now = time.GetTimestamp();
            if (bucket.Strict)
            {
                TurnsOf(bucket, now).Rest(now + Ticks(duration.TotalSeconds));
                return;
            }

            string key = Place(bucket.Key, now);
            spokenFor[key] = Math.Max(SpokenFor(key, now), now + Ticks(duration.TotalSeconds) + Depth(bucket.Rate));
        }
    }

    // A bucket holds one second's worth and at least one token; the token in hand is not part of the depth.
    private long Depth(double rate) => Ticks((Math.Max(1, rate) - 1) / rate);

    private long Ticks(double seconds) => (long)(seconds * time.TimestampFrequency);

    private long SpokenFor(string key, long now) => spokenFor.TryGetValue(key, out long until) ? until : now;

    private string Place(string key, long now) => Place(spokenFor, key, now, until => until <= now);

    private Turns TurnsOf(Bucket bucket, long now)
    {
        string key = Place(strict, bucket.Key, now, turns => turns.Next(now) <= now && turns.Idle(now));
        if (!strict.TryGetValue(key, out Turns? turns))
        {
            int count = Math.Max(1, (int)bucket.Rate);
            strict[key] = turns = new Turns(count, Ticks(count / bucket.Rate * Margin));
        }

        return turns;
    }

    private string Place<T>(Dictionary<string, T> kept, string key, long now, Func<T, bool> isIdle)
    {
        if (Count < maxBuckets || kept.ContainsKey(key))
        {
            return key;
        }

        if (time.GetElapsedTime(lastSweep, now) > TimeSpan.FromSeconds(1))
        {
            lastSweep = now;
            foreach (var (idle, _) in kept.Where(pair => isIdle(pair.Value)).ToList())
            {
                kept.Remove(idle);
            }
        }

        return Count < maxBuckets ? key : "overflow";
    }

    /// <summary>The last turns at one address, so many as a second may hold: the next one begins a second after the first of them.</summary>
    private sealed class Turns(int count, long second)
    {
        private readonly long[] last = new long[count];
        private readonly long[] used = new long[count];
        private int taken;
        private int gone;
        private long newest = long.MinValue;

        public long Next(long now)
        {
            long next = Math.Max(now, newest);
            return taken < last.Length ? next : Math.Max(next, last[taken % last.Length] + second);
        }

        public void Add(long start)
        {
            Keep(last, ref taken, start);
            newest = start;
        }

        /// <summary>Now where the turn is used, else when it can be.</summary>
        public long Use(long now)
        {
            long next = gone < used.Length ? now : Math.Max(now, used[gone % used.Length] + second);
            if (next <= now)
            {
                Keep(used, ref gone, now);
            }

            return next;
        }

        private static void Keep(long[] turns, ref int count, long at)
        {
            turns[count % turns.Length] = at;
            count = count == (2 * turns.Length) - 1 ? turns.Length : count + 1; // counts on without end, and never overflows
        }

        public void Rest(long until) => newest = Math.Max(newest, until);

        public bool Idle(long now) => newest + second <= now;
    }
}

using System.Collections.Concurrent;
using System.Net;
using Sextant.Net.Timing;

namespace Sextant.Measurement.Probes;

/// <summary>What a look that names share is of.</summary>
/// <param name="What">Which look.</param>
/// <param name="Address">The address; null where a name alone is looked at.</param>
/// <param name="Port">The port, or the type asked for.</param>
/// <param name="Name">The name; empty where only the address counts.</param>
internal readonly record struct SharedKey(string What, IPAddress? Address, int Port, string Name);

/// <summary>
/// Looks at what many names of a campaign have in common: ports of an address, mail servers, addresses of name servers and mail servers. Each is looked at
/// once and shared by all names on it (measurement rule 17) for <see cref="Fresh"/>, never past a fault of the vantage, nor past its end when this machine was late
/// while it was made. Every scan that shares a look keeps its observation and its raw bytes with its own evidence, and how late this machine was.
/// </summary>
/// <param name="options">How a failed look is tried again, and how long it may take.</param>
/// <param name="clock">The clock.</param>
/// <param name="lastFault">When a self-check last found the vantage at fault; null when none has.</param>
/// <param name="delays">Tells how late this machine is.</param>
internal sealed class SharedLooks(ProbeOptions options, TimeProvider clock, Func<DateTimeOffset?> lastFault, DelayMeter delays)
{
    /// <summary>500 ms: beyond it the first of the profile's tags is not believed, and a look made anew may be.</summary>
    private const double TooLate = 500;

    /// <summary>5 min: as long as a self-check of the vantage holds at most.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>20,000: some kilobytes each; a campaign meets fewer servers in five minutes.</summary>
    private const int Most = 20_000;

    // Whoever waits for a shared look has a place of their own to lend.
    private static readonly LentPlace NoPlace = new(static () => true, static _ => ValueTask.CompletedTask);

    private readonly ConcurrentDictionary<SharedKey, Entry> _entries = new();

    /// <summary>Tells how late this machine is.</summary>
    public DelayMeter Delays => delays;

    /// <summary>The look's result, made now or a short while ago.</summary>
    /// <param name="key">What is looked at.</param>
    /// <param name="into">Gets the raw bytes that the result refers to.</param>
    /// <param name="delay">Hears how late this machine was while the look was made.</param>
    /// <param name="look">Makes the look; it may take longer than the scan that asks first, so it gets a time of its own.</param>
    /// <param name="cancellation">Ends the waiting, not the look: others may wait for it too.</param>
    public async Task<T> LookAsync<T>(SharedKey key, BlobSink into, DelayMeter.Watch delay, Func<Retrying, BlobSink, Task<T>> look, CancellationToken cancellation)
        where T : class
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (_entries.TryGetValue(key, out Entry? entry) && !IsGood(entry, now))
        {
            _entries.TryRemove(KeyValuePair.Create(key, entry));
        }

        MakeRoom(now);
        entry = _entries.GetOrAdd(key, _ => new Entry(now, own => MakeAsync(look, own)));
        try
        {
            var seen = (T)await entry.Whole.Value.WaitAsync(cancellation).ConfigureAwait(false);
            into.Add(entry.Blobs);
            delay.Hear(entry.Late);
            entry.Ended ??= clock.GetUtcNow();
            return seen;
        }
        catch when (entry.Whole.Value.IsFaulted)
        {
            _entries.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }
    }

    private async Task<object> MakeAsync<T>(Func<Retrying, BlobSink, Task<T>> look, Entry entry)
        where T : class
    {
        using DelayMeter.Watch watch = delays.Begin();
        using var time = new NameTime(options.NameTimeout, NoPlace, clock);
        T seen = await look(new Retrying(options.Retries, time, clock), entry.Blobs).ConfigureAwait(false);
        entry.Late = watch.Read();
        return seen;
    }

    private bool IsGood(Entry entry, DateTimeOffset now) =>
        (entry.Ended is not { } ended || (now - ended < Fresh && entry.Late <= TooLate)) && (lastFault() is not { } fault || entry.Began > fault);

    private void MakeRoom(DateTimeOffset now)
    {
        if (_entries.Count < Most)
        {
            return;
        }

        foreach (KeyValuePair<SharedKey, Entry> stale in _entries.Where(pair => !IsGood(pair.Value, now)).ToList())
        {
            _entries.TryRemove(stale);
        }

        if (_entries.Count >= Most)
        {
            _entries.Clear();
        }
    }

    private sealed class Entry
    {
        public Entry(DateTimeOffset began, Func<Entry, Task<object>> make)
        {
            Began = began;
            Whole = new Lazy<Task<object>>(() => make(this));
        }

        public DateTimeOffset Began { get; }

        public DateTimeOffset? Ended { get; set; }

        /// <summary>How late this machine was while the look was made, in milliseconds.</summary>
        public double Late { get; set; }

        public BlobSink Blobs { get; } = new();

        public Lazy<Task<object>> Whole { get; }
    }
}

/// <summary>The shared looks as one scan sees them.</summary>
/// <param name="looks">All of them.</param>
/// <param name="delay">The scan's own watch, which hears how late this machine was when what it shares was made.</param>
internal sealed class SharedSight(SharedLooks looks, DelayMeter.Watch delay)
{
    /// <inheritdoc cref="SharedLooks.LookAsync"/>
    public Task<T> LookAsync<T>(SharedKey key, BlobSink into, Func<Retrying, BlobSink, Task<T>> look, CancellationToken cancellation)
        where T : class => looks.LookAsync(key, into, delay, look, cancellation);
}

using Sextant.Measurement.Scans;

namespace Sextant.Measurement.Runs;

/// <summary>
/// The places for names measured at once. A name that only waits for its next try lends its place to another one; a name that takes much longer than
/// names do here goes on in the slow lane, so that hostile targets cost nobody's time but their own.
/// </summary>
internal sealed class ScanSlots : IDisposable
{
    private readonly ScanSlotsOptions _options;
    private readonly Places _places;
    private readonly Places? _own;
    private readonly TimeProvider _clock;
    private readonly Pace _pace = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Slot> _fast = [];
    private readonly ITimer _look;
    private readonly IDisposable? _adapting;
    private int _waiting;
    private int _slow;

    public ScanSlots(ScanSlotsOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _places = options.Shared ?? new Places(options.Places);
        _adapting = options.Shared is null ? _places.Adapt(clock) : null;
        _own = options.Places < _places.Most ? new Places(options.Places) : null;
        _look = clock.CreateTimer(_ => Overtake(), null, options.Look, options.Look);
    }

    /// <summary>Names that wait for their next try without a place.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Names in the slow lane.</summary>
    public int Slow => Volatile.Read(ref _slow);

    /// <summary>Waits for a place: one of this campaign's, and one of those that all campaigns of this process share.</summary>
    public async Task<Slot> TakeAsync(CancellationToken cancellation)
    {
        await TakePlaceAsync(begun: false, cancellation).ConfigureAwait(false);
        var slot = new Slot(this, _clock.GetTimestamp());
        lock (_gate)
        {
            _fast.Add(slot);
        }

        return slot;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _look.Dispose();
        _adapting?.Dispose();
    }

    // A campaign that may have fewer places than there are takes one of its own first: whoever holds a shared one never waits for another.
    // A name that has begun goes before those that have not: it is done the sooner, and what it has seen leaves the memory.
    private async Task TakePlaceAsync(bool begun, CancellationToken cancellation)
    {
        if (_own is not null)
        {
            await _own.TakeAsync(_options.Priority, begun, cancellation).ConfigureAwait(false);
        }

        try
        {
            await _places.TakeAsync(_options.Priority, begun, cancellation).ConfigureAwait(false);
        }
        catch
        {
            _own?.Release();
            throw;
        }
    }

    private void GivePlace()
    {
        _places.Release();
        _own?.Release();
    }

    private void Overtake()
    {
        Slot[] late;
        lock (_gate)
        {
            TimeSpan most = _pace.Slow(_options.SlowAfter);
            late = [.. _fast.Where(slot => _clock.GetElapsedTime(slot.Since) > most)];
        }

        foreach (Slot slot in late)
        {
            slot.TrySlowDown();
        }
    }

    private static bool TryCount(ref int count, int most)
    {
        if (Interlocked.Increment(ref count) <= most)
        {
            return true;
        }

        Interlocked.Decrement(ref count);
        return false;
    }

    private enum Lane
    {
        /// <summary>Holds a place.</summary>
        Fast,

        /// <summary>Goes on without one.</summary>
        Slow,

        /// <summary>Waits for its next try without one.</summary>
        Waiting,

        /// <summary>Done.</summary>
        Over,
    }

    /// <summary>One name's place, or its number in the slow lane or among those that wait.</summary>
    internal sealed class Slot(ScanSlots slots, long since) : IScanSlot, IDisposable
    {
        private readonly Lock _gate = new();
        private Lane _lane = Lane.Fast;
        private TimeSpan _worked;

        /// <summary>Since when it has held its place.</summary>
        public long Since { get; private set; } = since;

        /// <inheritdoc/>
        public bool TryPark()
        {
            lock (_gate)
            {
                if (_lane is Lane.Over or Lane.Waiting || !TryCount(ref slots._waiting, slots._options.MostWaiting))
                {
                    return false;
                }

                Leave();
                _lane = Lane.Waiting;
                return true;
            }
        }

        /// <inheritdoc/>
        public async ValueTask ReturnAsync(CancellationToken cancellation)
        {
            await slots.TakePlaceAsync(begun: true, cancellation).ConfigureAwait(false);
            lock (_gate)
            {
                Interlocked.Decrement(ref slots._waiting);
                _lane = Lane.Fast;
                Since = slots._clock.GetTimestamp();
            }

            lock (slots._gate)
            {
                slots._fast.Add(this);
            }
        }

        /// <summary>Goes on without a place, when there is room in the slow lane.</summary>
        public void TrySlowDown()
        {
            lock (_gate)
            {
                if (_lane == Lane.Fast && TryCount(ref slots._slow, slots._options.MostSlow))
                {
                    Leave();
                    _lane = Lane.Slow;
                }
            }
        }

        /// <summary>The name is done.</summary>
        public void Dispose()
        {
            lock (_gate)
            {
                if (_lane == Lane.Over)
                {
                    return;
                }

                if (_lane == Lane.Waiting)
                {
                    Interlocked.Decrement(ref slots._waiting);
                }
                else
                {
                    Leave();
                }

                _lane = Lane.Over;
            }

            lock (slots._gate)
            {
                slots._pace.Add(_worked);
            }
        }

        private void Leave()
        {
            _worked += slots._clock.GetElapsedTime(Since);
            if (_lane == Lane.Slow)
            {
                Interlocked.Decrement(ref slots._slow);
                return;
            }

            lock (slots._gate)
            {
                slots._fast.Remove(this);
            }

            slots.GivePlace();
        }
    }

    /// <summary>How long names take here: the median of the last ones.</summary>
    private sealed class Pace
    {
        /// <summary>100: some seconds of a campaign, so that a machine that becomes busy is seen in time.</summary>
        private const int Most = 100;

        /// <summary>Twice the median: so four names of a hundred may drag for minutes, and the others are done a tenth later at most.</summary>
        private const int Times = 2;

        private readonly Queue<TimeSpan> _last = new();

        public void Add(TimeSpan worked)
        {
            _last.Enqueue(worked);
            if (_last.Count > Most)
            {
                _last.Dequeue();
            }
        }

        // Where everything is slow, the machine or its way is: then nobody is slower than others, and more at once would only make it worse.
        public TimeSpan Slow(TimeSpan least)
        {
            TimeSpan median = _last.Count == 0 ? TimeSpan.Zero : _last.Order().ElementAt(_last.Count / 2) * Times;
            return median > least ? median : least;
        }
    }
}

/// <summary>Bounds of the places of one run.</summary>
internal sealed record ScanSlotsOptions
{
    /// <summary>Names of this campaign with a place at once.</summary>
    public required int Places { get; init; }

    /// <summary>Places that all campaigns of this process share; null: it has them alone.</summary>
    public Places? Shared { get; init; }

    /// <summary>Who goes first where campaigns share places.</summary>
    public int Priority { get; init; }

    /// <summary>How many may wait without a place: what they have seen so far stays in memory.</summary>
    public required int MostWaiting { get; init; }

    /// <summary>How many may go on in the slow lane, for the same reason.</summary>
    public required int MostSlow { get; init; }

    /// <summary>A name that has held a place for longer, and for twice what names take here, goes on in the slow lane.</summary>
    public required TimeSpan SlowAfter { get; init; }

    /// <summary>Between looks for those; 500 ms, a tenth of the shortest time they are looked for.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(500);
}

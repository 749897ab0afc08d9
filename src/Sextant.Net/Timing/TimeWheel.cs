using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sextant.Net.Timing;

/// <summary>
/// One timer for all that waits by one clock: thousands of time limits that are hardly ever reached, and pauses. Spokes of 4 ms, each a list through one
/// table, so that setting and clearing cost the same however many there are, and allocate nothing. <b>Never early; late by at most a spoke</b> and by what the
/// machine itself is late. What lies more than a turn ahead, 16 s, stays on its spoke until its turn comes. No timer is set while nothing waits.
/// </summary>
/// <remarks>The wheel under packets (<c>Bulk/Engine</c>) belongs to one thread and turns with its loop; this one belongs to whoever comes.</remarks>
public sealed class TimeWheel
{
    /// <summary>4 ms: nothing that is waited for is counted finer, and with thousands waiting a timer that goes off each 4 ms takes 0.1 % of a core.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(4);

    private const int Spokes = 4096;
    private const int None = -1;
    private static readonly ConditionalWeakTable<TimeProvider, TimeWheel> Wheels = [];

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly long _width; // of a spoke, in ticks of the clock
    private readonly int[] _heads = new int[Spokes];
    private readonly ulong[] _held = new ulong[Spokes / 64]; // a bit for each spoke that holds any
    private Place[] _places = [];
    private int _free = None;
    private long _passed; // the last spoke that was passed, counted from the clock's zero
    private long _next = long.MaxValue; // the spoke that the timer is set for

    private TimeWheel(TimeProvider time)
    {
        _time = time;
        _width = Math.Max(1, time.TimestampFrequency * Tick.Ticks / TimeSpan.TicksPerSecond);
        _passed = time.GetTimestamp() / _width;
        Array.Fill(_heads, None);
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static wheel => ((TimeWheel)wheel!).Turn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The wheel of this clock: all who wait by one clock share one.</summary>
    public static TimeWheel Of(TimeProvider time) => Wheels.GetValue(time, static time => new TimeWheel(time));

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Sets an alarm.</summary>
    /// <returns>Its place, for <see cref="Clear"/>.</returns>
    internal int Set(IAlarm alarm, TimeSpan after)
    {
        if (after == Timeout.InfiniteTimeSpan)
        {
            return None;
        }

        lock (_gate)
        {
            long now = _time.GetTimestamp();
            // When the spoke it falls into is over, and never on one that was passed.
            long due = Math.Max((now + Ticks(after) + _width - 1) / _width, _passed + 1);
            int place = Take();
            ref Place taken = ref _places[place];
            int spoke = (int)(due % Spokes);
            taken = new Place { Alarm = alarm, Due = due, Next = _heads[spoke], Previous = None };
            if (taken.Next != None)
            {
                _places[taken.Next].Previous = place;
            }

            _heads[spoke] = place;
            _held[spoke / 64] |= 1UL << spoke;
            if (due < _next)
            {
                SetTimer(due, now);
            }

            return place;
        }
    }

    /// <summary>Takes an alarm off; nothing happens when it rang or was taken off before.</summary>
    internal void Clear(int place, IAlarm alarm)
    {
        if (place == None)
        {
            return;
        }

        lock (_gate)
        {
            if (ReferenceEquals(_places[place].Alarm, alarm))
            {
                TakeOff(place);
            }
        }
    }

    /// <summary>The clock's ticks so long from now.</summary>
    internal long At(TimeSpan after) => _time.GetTimestamp() + Ticks(after);

    /// <summary>Whether these ticks are reached.</summary>
    internal bool IsPast(long ticks) => _time.GetTimestamp() >= ticks;

    private void Turn()
    {
        List<IAlarm>? due = null;
        lock (_gate)
        {
            long now = _time.GetTimestamp();
            long reached = now / _width;
            // A long sleep turns the wheel once over, not once for each turn slept.
            for (long spoke = Math.Max(_passed + 1, reached - Spokes + 1); spoke <= reached; spoke++)
            {
                for (int place = _heads[(int)(spoke % Spokes)], next; place != None; place = next)
                {
                    next = _places[place].Next;
                    if (_places[place].Due <= reached)
                    {
                        (due ??= []).Add(_places[place].Alarm!);
                        TakeOff(place);
                    }
                }
            }

            _passed = Math.Max(_passed, reached);
            SetTimer(Count == 0 ? long.MaxValue : NextHeld(), now);
        }

        for (int i = 0; i < due?.Count - 1; i++)
        {
            // What goes on from an alarm may take its time: the others do not wait for it.
            ThreadPool.UnsafeQueueUserWorkItem(static alarm => alarm.Ring(), due![i], preferLocal: false);
        }

        due?[^1].Ring();
    }

    /// <summary>The first spoke after those passed that holds any; there is one.</summary>
    private long NextHeld()
    {
        int from = (int)((_passed + 1) % Spokes);
        ulong word = _held[from / 64] & (ulong.MaxValue << from);
        for (int at = from / 64; ; word = _held[at])
        {
            if (word != 0)
            {
                int spoke = (at * 64) + BitOperations.TrailingZeroCount(word);
                return _passed + 1 + ((spoke - from + Spokes) % Spokes);
            }

            at = (at + 1) % _held.Length;
        }
    }

    private void SetTimer(long spoke, long now)
    {
        _next = spoke;
        // A timer counts whole milliseconds.
        TimeSpan wait = spoke == long.MaxValue
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (spoke * _width) - now) * 1000.0 / _time.TimestampFrequency));
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private long Ticks(TimeSpan after) => after <= TimeSpan.Zero ? 0 : (long)Math.Min(after.TotalSeconds * _time.TimestampFrequency, long.MaxValue / 4);

    private int Take()
    {
        if (_free == None)
        {
            int before = _places.Length;
            Array.Resize(ref _places, Math.Max(64, before * 2));
            for (int i = _places.Length - 1; i >= before; i--)
            {
                _places[i].Next = _free;
                _free = i;
            }
        }

        int place = _free;
        _free = _places[place].Next;
        Count++;
        return place;
    }

    private void TakeOff(int place)
    {
        Place gone = _places[place];
        int spoke = (int)(gone.Due % Spokes);
        if (gone.Next != None)
        {
            _places[gone.Next].Previous = gone.Previous;
        }

        if (gone.Previous != None)
        {
            _places[gone.Previous].Next = gone.Next;
        }
        else if ((_heads[spoke] = gone.Next) == None)
        {
            _held[spoke / 64] &= ~(1UL << spoke);
        }

        _places[place] = new Place { Next = _free };
        _free = place;
        Count--;
    }

    private struct Place
    {
        public IAlarm? Alarm;
        public long Due;
        public int Next;
        public int Previous;
    }
}

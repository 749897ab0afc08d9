namespace Sextant.Testing;

/// <summary>A clock that stands still until a test moves it; timers fire while it is moved, in order.</summary>
public sealed class FakeTimeProvider(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = start ?? new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private long elapsed;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that are set: how a test knows that somebody waits.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return timers.Count(timer => timer.Due is not null);
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
        {
            return elapsed;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate)
        {
            timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Moves the clock on; what is due on the way happens at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        long end = GetTimestamp() + by.Ticks;
        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        MoveTo(end);
    }

    private Timer? NextDue(long end)
    {
        Timer? next;
        lock (gate)
        {
            next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
        }

        if (next?.Due is { } due)
        {
            MoveTo(due);
        }

        return next;
    }

    private void MoveTo(long timestamp)
    {
        lock (gate)
        {
            now += TimeSpan.FromTicks(Math.Max(0, timestamp - elapsed));
            elapsed = Math.Max(elapsed, timestamp);
        }
    }

    private sealed class Timer(FakeTimeProvider clock, Action callback) : ITimer
    {
        private TimeSpan every = Timeout.InfiniteTimeSpan;

        public long? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                every = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.elapsed + dueTime.Ticks;
            }

            return true;
        }

        public void Fire()
        {
            lock (clock.gate)
            {
                Due = every > TimeSpan.Zero ? Due + every.Ticks : null;
            }

            callback();
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                Due = null;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

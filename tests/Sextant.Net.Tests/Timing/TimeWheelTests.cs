using Sextant.Net.Timing;
using Sextant.Testing;

namespace Sextant.Net.Tests.Timing;

public sealed class TimeWheelTests
{
    private readonly FakeTimeProvider _clock = new();

    private TimeWheel Wheel => TimeWheel.Of(_clock);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(50)]
    [InlineData(4_000)]
    [InlineData(16_383)] // the last of a turn
    [InlineData(16_384)]
    [InlineData(16_389)]
    [InlineData(300_000)] // many turns ahead
    public void A_limit_is_never_reached_early_and_at_most_a_tick_late(int milliseconds)
    {
        for (int offset = 0; offset < 5; offset++)
        {
            _clock.Advance(TimeSpan.FromTicks((offset * TimeSpan.TicksPerMillisecond) + 137));
            using TimeLimit limit = Wheel.Limit(TimeSpan.FromMilliseconds(milliseconds));
            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds) - TimeSpan.FromTicks(1));
            Assert.False(limit.IsCancellationRequested, $"early at {offset}");
            _clock.Advance(TimeWheel.Tick + TimeSpan.FromMilliseconds(1)); // timers count whole milliseconds
            Assert.True(limit.IsCancellationRequested, $"late at {offset}");
        }
    }

    [Fact]
    public void Thousands_of_limits_end_in_the_order_of_their_time()
    {
        var random = new Random(7);
        long begin = _clock.GetTimestamp();
        var ended = new List<(TimeSpan Wanted, TimeSpan Got)>();
        var limits = new List<TimeLimit>();
        for (int i = 0; i < 5_000; i++)
        {
            TimeSpan after = TimeSpan.FromMilliseconds(random.Next(1, 60_000));
            TimeLimit limit = Wheel.Limit(after);
            limits.Add(limit);
            limit.Token.Register(() =>
            {
                lock (ended)
                {
                    ended.Add((after, _clock.GetElapsedTime(begin)));
                }
            });
        }

        // Every third one's work is done in time.
        for (int i = 0; i < limits.Count; i += 3)
        {
            limits[i].Dispose();
        }

        int left = limits.Count - ((limits.Count + 2) / 3);
        for (int step = 0; step < 61_000 / 4; step++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(4));
            // Several of one tick are rung by the pool: the clock waits for them.
            int rung = left - Wheel.Count;
            Assert.True(SpinWait.SpinUntil(() => Ended() == rung, TimeSpan.FromSeconds(30)));
        }

        Assert.Equal(left, ended.Count);
        Assert.All(ended, one => Assert.InRange(one.Got - one.Wanted, TimeSpan.Zero, TimeSpan.FromMilliseconds(9)));
        Assert.Equal(0, Wheel.Count);

        int Ended()
        {
            lock (ended)
            {
                return ended.Count;
            }
        }
    }

    [Fact]
    public void All_of_one_clock_share_one_timer_and_none_is_set_when_nothing_waits()
    {
        Assert.Same(Wheel, TimeWheel.Of(_clock));
        Assert.NotSame(Wheel, TimeWheel.Of(new FakeTimeProvider()));

        TimeLimit[] limits = [.. Enumerable.Range(1, 100).Select(i => Wheel.Limit(TimeSpan.FromSeconds(i)))];
        Assert.Equal(1, _clock.Waiting);
        Assert.Equal(100, Wheel.Count);
        Array.ForEach(limits, limit => limit.Dispose());
        Assert.Equal(0, Wheel.Count);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, _clock.Waiting);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16.384)]
    [InlineData(3600)]
    public void A_clock_that_jumped_rings_what_was_due_and_nothing_else(double seconds)
    {
        var clock = new JumpingClock();
        TimeWheel wheel = TimeWheel.Of(clock);
        TimeSpan jump = TimeSpan.FromSeconds(seconds);
        TimeLimit[] before = [.. new[] { 0.002, 0.5, 1 }.Select(part => wheel.Limit(jump * part))];
        TimeLimit[] after = [.. new[] { 0.01, 5, 20 }.Select(more => wheel.Limit(jump + TimeSpan.FromSeconds(more)))];

        clock.Jump(jump); // as when the machine slept: the timer goes off late
        Assert.True(SpinWait.SpinUntil(() => before.All(limit => limit.IsCancellationRequested), TimeSpan.FromSeconds(30)));
        Assert.All(after, limit => Assert.False(limit.IsCancellationRequested));
        clock.Jump(TimeSpan.FromSeconds(30));
        Assert.True(SpinWait.SpinUntil(() => after.All(limit => limit.IsCancellationRequested), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void The_outer_token_ends_a_limit_and_a_limit_does_not_end_the_outer_token()
    {
        using var outer = new CancellationTokenSource();
        using TimeLimit first = Wheel.Limit(TimeSpan.FromSeconds(1), outer.Token);
        using TimeLimit second = Wheel.Limit(TimeSpan.FromSeconds(9), outer.Token);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(first.IsCancellationRequested);
        Assert.False(outer.IsCancellationRequested);
        outer.Cancel();
        Assert.True(second.IsCancellationRequested);
        using TimeLimit third = Wheel.Limit(TimeSpan.FromSeconds(1), outer.Token);
        Assert.True(third.IsCancellationRequested);
        third.Dispose();
        Assert.Equal(1, Wheel.Count); // the second one's place, until it is disposed
    }

    [Fact]
    public void What_is_disposed_is_reached_by_neither()
    {
        using var outer = new CancellationTokenSource();
        TimeLimit limit = Wheel.Limit(TimeSpan.FromSeconds(1), outer.Token);
        limit.Dispose();
        limit.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(2));
        outer.Cancel();
        Assert.False(limit.IsCancellationRequested);
    }

    [Fact]
    public void No_time_is_over_at_once_and_infinite_time_never()
    {
        using TimeLimit none = Wheel.Limit(TimeSpan.Zero);
        using TimeLimit negative = Wheel.Limit(TimeSpan.FromSeconds(-3));
        using TimeLimit endless = Wheel.Limit(Timeout.InfiniteTimeSpan);
        Assert.True(none.IsCancellationRequested);
        Assert.True(negative.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.False(endless.IsCancellationRequested);
        Assert.Equal(0, _clock.Waiting);
    }

    [Fact]
    public void A_limit_that_is_held_stands_still()
    {
        using TimeLimit limit = Wheel.Limit(TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(4));
        limit.Hold();
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False(limit.IsCancellationRequested);
        limit.GoOn(TimeSpan.FromSeconds(6));
        _clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.False(limit.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(limit.IsCancellationRequested);
    }

    [Fact]
    public async Task A_pause_ends_with_its_time_or_with_its_token()
    {
        using var stop = new CancellationTokenSource();
        Task whole = Wheel.PauseAsync(TimeSpan.FromSeconds(5), stop.Token);
        Task broken = Wheel.PauseAsync(TimeSpan.FromSeconds(50), stop.Token);
        _clock.Advance(TimeSpan.FromSeconds(4.999));
        Assert.False(whole.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.01));
        await whole;
        await stop.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broken);
        Assert.Equal(stop.Token, cancelled.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Wheel.PauseAsync(TimeSpan.Zero, stop.Token));
        Assert.True(Wheel.PauseAsync(TimeSpan.Zero, default).IsCompletedSuccessfully);
        Assert.Equal(0, Wheel.Count);
    }

    [Fact]
    public void An_alarm_rings_for_its_last_setting_alone()
    {
        int rung = 0;
        using RepeatedAlarm alarm = Wheel.Alarm(() => rung++);
        for (int i = 0; i < 10; i++)
        {
            alarm.Set(TimeSpan.FromSeconds(2));
            _clock.Advance(TimeSpan.FromSeconds(1.5));
        }

        Assert.Equal(0, rung);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, rung);
        alarm.Set(TimeSpan.FromSeconds(2));
        alarm.Clear();
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, rung);
    }

    [Fact]
    public void What_goes_on_from_one_alarm_keeps_none_of_the_others_waiting()
    {
        // Not disposed: the callbacks go on beside the test, and the last to leave may still look at it when the test is over.
        var gate = new ManualResetEventSlim();
        int rung = 0;
        TimeLimit[] limits = [.. Enumerable.Range(0, 4).Select(_ => Wheel.Limit(TimeSpan.FromSeconds(1)))];
        foreach (TimeLimit limit in limits)
        {
            // Each goes on only when all have rung.
            limit.Token.Register(() =>
            {
                if (Interlocked.Increment(ref rung) == limits.Length)
                {
                    gate.Set();
                }

                gate.Wait(TimeSpan.FromSeconds(60));
            });
        }

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(gate.Wait(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Limits_that_come_and_go_on_many_threads_leave_nothing_behind()
    {
        TimeWheel wheel = TimeWheel.Of(TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 2_000; i++)
            {
                using TimeLimit outer = wheel.Limit(TimeSpan.FromMilliseconds(random.Next(1, 20)));
                using TimeLimit limit = wheel.Limit(TimeSpan.FromMilliseconds(random.Next(1, 20)), outer.Token);
                if (i % 50 == 0)
                {
                    long begin = TimeProvider.System.GetTimestamp();
                    await wheel.PauseAsync(TimeSpan.FromMilliseconds(7), default);
                    Assert.True(TimeProvider.System.GetElapsedTime(begin) >= TimeSpan.FromMilliseconds(7));
                }
            }
        })));
    }

    private sealed class JumpingClock : TimeProvider, ITimer
    {
        private TimerCallback? _ring;
        private object? _state;
        private long _now;
        private long _due = long.MaxValue;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_ring, _state) = (callback, state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : _now + dueTime.Ticks;
            return true;
        }

        public void Jump(TimeSpan by)
        {
            _now += by.Ticks;
            if (_due <= _now)
            {
                _due = long.MaxValue;
                _ring!(_state);
            }
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

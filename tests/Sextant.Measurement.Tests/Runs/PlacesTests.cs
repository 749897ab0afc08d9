using Sextant.Measurement.Runs;

namespace Sextant.Measurement.Tests.Runs;

/// <summary>How many names are measured at once follows the machine.</summary>
public sealed class PlacesTests
{
    [Fact]
    public void It_begins_with_few_and_grows_while_names_wait_and_the_machine_is_on_time()
    {
        var places = new Places(128);
        using IDisposable adapting = places.Adapt(new StandingClock());
        Ask(places, 200);
        Assert.Equal((32, 32), (places.Open, places.Taken));
        places.Follow(Pressure.None);
        Assert.Equal((36, 36), (places.Open, places.Taken));
        Pass(places, Pressure.None);
        Assert.Equal((128, 128), (places.Open, places.Taken));
    }

    [Fact]
    public void It_does_not_grow_while_nobody_waits()
    {
        var places = new Places(128);
        using IDisposable adapting = places.Adapt(new StandingClock());
        Ask(places, 32);
        Pass(places, Pressure.None);
        Assert.Equal((32, 32), (places.Open, places.Taken));
    }

    [Fact]
    public void It_shrinks_while_the_machine_is_late_and_takes_no_place_from_a_name()
    {
        var places = new Places(128);
        using IDisposable adapting = places.Adapt(new StandingClock());
        Ask(places, 200);
        Pass(places, Pressure.None);
        Pass(places, Pressure.Late);
        Assert.Equal((16, 128, 0), (places.Open, places.Taken, places.Free));
        for (int i = 0; i < 112; i++)
        {
            places.Release();
        }

        Assert.Equal((16, 16, 0), (places.Open, places.Taken, places.Free));
        places.Release();
        Assert.Equal((16, 16), (places.Open, places.Taken)); // the next that waits has it
    }

    [Theory]
    [InlineData(0, Pressure.None)]
    [InlineData(3, Pressure.None)]
    [InlineData(12, Pressure.Some)]
    [InlineData(40, Pressure.Late)]
    public void Every_tenth_look_says_how_late_they_were(int late, object says)
    {
        var lateness = new Lateness(TimeSpan.FromMilliseconds(50));
        for (int round = 0; round < 3; round++)
        {
            Assert.All(Enumerable.Range(0, 9), _ => Assert.Null(lateness.Add(TimeSpan.FromMilliseconds(50 + late))));
            Assert.Equal(says, lateness.Add(TimeSpan.FromMilliseconds(50 + late)));
        }
    }

    [Fact]
    public void A_pause_of_the_memory_now_and_then_is_no_lateness()
    {
        var lateness = new Lateness(TimeSpan.FromMilliseconds(50));
        Pressure?[] said = [.. Enumerable.Range(0, 100).Select(i => lateness.Add(TimeSpan.FromMilliseconds(i % 5 == 0 ? 250 : 50)))];
        Assert.Equal([.. Enumerable.Repeat<Pressure?>(Pressure.None, 10)], said.Where(one => one is not null));
    }

    [Fact]
    public void Fewer_than_it_would_begin_with_are_as_many_as_they_are()
    {
        var places = new Places(4);
        using IDisposable adapting = places.Adapt(new StandingClock());
        Ask(places, 20);
        Pass(places, Pressure.Late);
        Assert.Equal((4, 4), (places.Open, places.Taken));
    }

    private static void Ask(Places places, int names)
    {
        for (int i = 0; i < names; i++)
        {
            _ = places.TakeAsync(0, begun: false, CancellationToken.None).AsTask();
        }
    }

    private static void Pass(Places places, Pressure pressure)
    {
        for (int i = 0; i < 100; i++)
        {
            places.Follow(pressure);
            places.Follow(null);
        }
    }

    /// <summary>A clock whose timers never ring: the test says itself how the machine is.</summary>
    private sealed class StandingClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}

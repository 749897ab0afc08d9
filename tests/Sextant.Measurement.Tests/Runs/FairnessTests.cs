using Sextant.Checks.Judging;
using Sextant.Measurement.Runs;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Runs;

/// <summary>
/// Names that drag take their own time only. Counted in places by a clock that the test moves, a tenth of a second at a time: no machine is too slow for it.
/// </summary>
public sealed class FairnessTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(64, 1000, 40)] // four of a hundred
    [InlineData(8, 200, 8)]
    public void Neighbours_of_names_that_drag_for_minutes_are_done_at_most_a_tenth_later(int places, int neighbours, int tarpits)
    {
        int alone = Ticks(places, neighbours, 0, slow: places);
        int beside = Ticks(places, neighbours, tarpits, slow: places);
        Assert.InRange(beside, alone, (int)(alone * 1.1) + 1);

        // Without the slow lane the same names cost everybody minutes: what is counted here is not nothing.
        Assert.True(Ticks(places, neighbours, tarpits, slow: 0) > alone * 1.3);
    }

    [Fact]
    public void Where_everything_is_slow_nothing_is_overtaken()
    {
        // A busy machine or a slow line: each name takes 20 s. At first 5 s are long for a name; once it is known how long they take here, 20 s are not.
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var slots = new ScanSlots(Options(4, slow: 4), clock);
        int late = 0;
        for (int round = 0; round < 10; round++)
        {
            ScanSlots.Slot[] held = [.. Enumerable.Range(0, 4).Select(_ => slots.TakeAsync(default).GetAwaiter().GetResult())];
            for (int tick = 0; tick < 200; tick++)
            {
                clock.Advance(Tick);
            }

            late = slots.Slow;
            foreach (ScanSlots.Slot slot in held)
            {
                slot.Dispose();
            }
        }

        Assert.Equal((0, 0), (late, slots.Slow));
    }

    [Theory]
    [InlineData(1_000, 16, 500)] // few names: what they wait for is soon over
    [InlineData(600_000, 64, 15_000)] // no more than a fortieth is measured again after a kill
    [InlineData(600_000, 2, 2_048)] // no more than a quarter of the memory
    [InlineData(360_000_000, 64, 20_000)]
    public void As_many_names_may_wait_as_the_campaign_and_the_machine_bear(int names, long gigabytes, int most) =>
        Assert.Equal(most, CampaignRunOptions.MostWaitingOf(names, gigabytes << 30));

    [Theory]
    [InlineData(64, 1_000, 16, 64)]
    [InlineData(64, 600_000, 16, 512)] // a tarpit in a hundred names is held by them, not by the places of the others
    [InlineData(64, 600_000, 1, 256)] // no more than a sixteenth of the memory
    [InlineData(2_000, 600_000, 16, 4_096)]
    public void As_many_names_may_drag_as_the_campaign_and_the_machine_bear(int places, int names, long gigabytes, int most) =>
        Assert.Equal(most, CampaignRunOptions.MostSlowOf(places, names, gigabytes << 30));

    // What a kill costs at most: what is leased and not begun, what is held for the self-check, what is under way with and without a place, and what waits for its next try.
    [Theory]
    [InlineData(20_000)]
    [InlineData(600_000)]
    [InlineData(360_000_000)]
    public void A_kill_costs_a_twentieth_of_a_campaign_at_most(int names)
    {
        var options = new CampaignRunOptions { Profile = Profile.National, Concurrency = 64 };
        int atMost = (2 * CampaignRunOptions.LeaseOf(options.Concurrency, names)) + (2 * CampaignRunOptions.MostHeldOf(names)) + options.Concurrency + CampaignRunOptions.MostSlowOf(options.Concurrency, names, 64L << 30) + CampaignRunOptions.MostWaitingOf(names, 64L << 30);
        Assert.True(atMost <= names / 20, $"{atMost} of {names} names would be measured again");
    }

    [Fact]
    public async Task A_name_that_comes_back_from_waiting_goes_before_those_that_have_not_begun()
    {
        using var slots = new ScanSlots(Options(1, slow: 0) with { MostWaiting = 1 }, new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        ScanSlots.Slot begun = await slots.TakeAsync(default);
        Assert.True(begun.TryPark());
        ScanSlots.Slot second = await slots.TakeAsync(default);
        Task<ScanSlots.Slot> third = slots.TakeAsync(default);
        Task back = begun.ReturnAsync(default).AsTask();
        second.Dispose();
        await back.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.False(third.IsCompleted);
        begun.Dispose();
        (await third.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Dispose();
    }

    /// <summary>Ticks until the last neighbour is done: each takes 3 s, a tarpit 4 minutes; tarpits are strewn evenly.</summary>
    private static int Ticks(int places, int neighbours, int tarpits, int slow)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var free = new Places(places);
        using var slots = new ScanSlots(Options(places, slow) with { Shared = free }, clock);
        int every = tarpits == 0 ? int.MaxValue : (neighbours + tarpits) / tarpits;
        var waiting = new Queue<bool>(Enumerable.Range(0, neighbours + tarpits).Select(i => tarpits > 0 && i % every == every / 2));
        var running = new List<(ScanSlots.Slot Slot, bool Tarpit, int End)>();
        int left = waiting.Count(tarpit => !tarpit);
        for (int tick = 0; ; tick++)
        {
            foreach ((ScanSlots.Slot slot, bool tarpit, _) in running.Where(one => one.End <= tick).ToArray())
            {
                slot.Dispose();
                left -= tarpit ? 0 : 1;
            }

            running.RemoveAll(one => one.End <= tick);
            if (left == 0)
            {
                running.ForEach(one => one.Slot.Dispose());
                return tick;
            }

            while (free.Free > 0 && waiting.TryDequeue(out bool tarpit))
            {
                running.Add((slots.TakeAsync(default).GetAwaiter().GetResult(), tarpit, tick + (tarpit ? 2400 : 30)));
            }

            clock.Advance(Tick);
        }
    }

    private static ScanSlotsOptions Options(int places, int slow) => new() { Places = places, MostWaiting = 0, MostSlow = slow, SlowAfter = TimeSpan.FromSeconds(5) };
}

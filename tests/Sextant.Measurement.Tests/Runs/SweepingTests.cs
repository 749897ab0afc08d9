using System.Runtime.CompilerServices;
using Sextant.Measurement.Runs;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Runs;

/// <summary>Collections are counted here: nothing else may run beside it.</summary>
[CollectionDefinition(nameof(SweepingTests), DisableParallelization = true)]
[Collection(nameof(SweepingTests))]
public sealed class SweepingTests
{
    private const long Never = 1L << 50;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void What_is_no_longer_used_is_given_back_where_the_process_is_larger_than_its_bound()
    {
        WeakReference done = Fill(96);
        long before = Environment.WorkingSet;
        using var sweeping = new Sweeping(Never, 1, _clock);
        _clock.Advance(Look);
        Assert.False(done.IsAlive);
        Assert.True(Environment.WorkingSet < before - (48 << 20), $"{before:N0} bytes before, {Environment.WorkingSet:N0} after");
    }

    [Fact]
    public void Nothing_is_given_back_below_the_bound()
    {
        using var sweeping = new Sweeping(Never, Never, _clock);
        int before = GC.CollectionCount(2);
        _clock.Advance(Look * 50);
        Assert.Equal(before, GC.CollectionCount(2));
    }

    [Fact]
    public void A_process_that_needs_what_it_has_is_not_stopped_again_and_again()
    {
        byte[][] needed = Made(96);
        using var sweeping = new Sweeping(Never, 1, _clock);
        int before = GC.CollectionCount(2);
        _clock.Advance(Look * 50);
        int once = GC.CollectionCount(2) - before;
        _clock.Advance(Look * 500);
        Assert.InRange(once, 1, 3);
        Assert.Equal(once, GC.CollectionCount(2) - before);
        GC.KeepAlive(needed);
    }

    [Fact]
    public void What_outlived_the_youngest_is_swept_when_it_is_more_than_its_bound()
    {
        byte[][] outlived = [.. Enumerable.Range(0, 1000).Select(_ => new byte[8000])];
        GC.Collect(0); // now they are in the middle generation
        int before = GC.CollectionCount(1);
        using (new Sweeping(Never, Never, _clock))
        {
            _clock.Advance(Look * 3);
            Assert.Equal(before, GC.CollectionCount(1));
        }

        using (new Sweeping(1 << 20, Never, _clock))
        {
            _clock.Advance(Look * 3);
            Assert.True(GC.CollectionCount(1) > before);
        }

        GC.KeepAlive(outlived);
    }

    // In a method of its own, so that no place of the caller's holds it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Fill(int megabytes) => new(Made(megabytes));

    // Written to, so that the process has it of the system.
    private static byte[][] Made(int megabytes)
    {
        byte[][] all = [.. Enumerable.Range(0, megabytes).Select(_ => new byte[1 << 20])];
        foreach (byte[] one in all)
        {
            one.AsSpan().Fill(1);
        }

        return all;
    }
}

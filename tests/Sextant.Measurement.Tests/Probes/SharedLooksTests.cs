using Sextant.Measurement.Probes;
using Sextant.Net.Timing;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Probes;

public sealed class SharedLooksTests
{
    private static readonly SharedKey Key = new("smtp", null, 25, "mx.example");

    private readonly FakeTimeProvider clock = new();
    private readonly DelayMeter delays = new();
    private DateTimeOffset? fault;
    private int made;

    [Fact]
    public async Task Names_share_a_look_and_each_gets_its_raw_bytes()
    {
        SharedSight shared = Make();
        var (first, second) = (new BlobSink(), new BlobSink());

        string[] seen = await Task.WhenAll(LookAsync(shared, first), LookAsync(shared, second));

        Assert.Equal(["look 1", "look 1"], seen);
        Assert.Equal(Assert.Single(first.Blobs).Value, Assert.Single(second.Blobs).Value);
        Assert.Equal("look 2", await shared.LookAsync(Key with { Name = "other.example" }, new BlobSink(), SeeAsync, default));
    }

    [Fact]
    public async Task A_look_is_made_again_when_it_is_stale()
    {
        SharedSight shared = Make();
        await LookAsync(shared, new BlobSink());
        clock.Advance(SharedLooks.Fresh - TimeSpan.FromSeconds(1));
        Assert.Equal("look 1", await LookAsync(shared, new BlobSink()));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("look 2", await LookAsync(shared, new BlobSink()));
    }

    [Fact]
    public async Task Nothing_that_was_seen_before_a_fault_of_the_vantage_is_shared_after_it()
    {
        SharedSight shared = Make();
        await LookAsync(shared, new BlobSink());
        clock.Advance(TimeSpan.FromSeconds(10));
        fault = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("look 2", await LookAsync(shared, new BlobSink()));
        Assert.Equal("look 2", await LookAsync(shared, new BlobSink()));
    }

    [Fact]
    public async Task A_look_that_this_machine_spoilt_is_in_doubt_for_all_who_waited_for_it_and_is_made_again_for_the_next()
    {
        var gate = new TaskCompletionSource<string>();
        var all = new SharedLooks(new ProbeOptions(), clock, () => fault, delays);
        using DelayMeter.Watch first = delays.Begin();
        Task<string> slow = new SharedSight(all, first).LookAsync(Key, new BlobSink(), (_, _) => gate.Task, default);
        delays.Note(700);

        // It began to wait when the machine was no longer late, and goes by what was seen while it was.
        using DelayMeter.Watch later = delays.Begin();
        Task<string> waited = new SharedSight(all, later).LookAsync(Key, new BlobSink(), (_, _) => gate.Task, default);
        Assert.InRange(later.Read(), -100, 699);
        gate.SetResult("spoilt");
        Assert.Equal(("spoilt", "spoilt"), (await slow, await waited));
        Assert.True(later.Read() >= 700, $"{later.Read()} ms");

        using DelayMeter.Watch next = delays.Begin();
        Assert.Equal("look 1", await LookAsync(new SharedSight(all, next), new BlobSink()));
        Assert.InRange(next.Read(), -100, 699);
    }

    [Fact]
    public async Task A_bug_of_ours_is_not_kept()
    {
        SharedSight shared = Make();
        await Assert.ThrowsAsync<InvalidOperationException>(() => shared.LookAsync<string>(Key, new BlobSink(), (_, _) => throw new InvalidOperationException("bug"), default));
        Assert.Equal("look 1", await LookAsync(shared, new BlobSink()));
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_nothing_from_others()
    {
        SharedSight shared = Make();
        var gate = new TaskCompletionSource<string>();
        using var hasty = new CancellationTokenSource();
        Task<string> one = shared.LookAsync(Key, new BlobSink(), (_, _) => gate.Task, hasty.Token);
        Task<string> two = shared.LookAsync(Key, new BlobSink(), (_, _) => gate.Task, default);
        await hasty.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        gate.SetResult("seen");
        Assert.Equal("seen", await two);
    }

    private SharedSight Make(DelayMeter.Watch? own = null) => new(new SharedLooks(new ProbeOptions(), clock, () => fault, delays), own ?? delays.Begin());

    private Task<string> LookAsync(SharedSight shared, BlobSink into) => shared.LookAsync(Key, into, SeeAsync, default);

    private Task<string> SeeAsync(Retrying retrying, BlobSink sink)
    {
        string seen = $"look {++made}";
        sink.Add(System.Text.Encoding.ASCII.GetBytes(seen));
        return Task.FromResult(seen);
    }
}

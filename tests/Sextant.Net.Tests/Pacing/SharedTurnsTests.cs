using System.Net;
using Sextant.Net.Pacing;
using Sextant.Testing;

namespace Sextant.Net.Tests.Pacing;

/// <summary>
/// Two processes of one place, each with its pacer and its own opening of the folder's files: the kernel tells such openings apart within one process
/// as it does between two.
/// </summary>
public sealed class SharedTurnsTests : IDisposable
{
    private static readonly IPAddress Target = IPAddress.Parse("2001:ee0::1");
    private static readonly IPAddress Other = IPAddress.Parse("2001:ee0::2");

    private readonly FakeTimeProvider time = new();
    private readonly TemporaryFolder folder = new();
    private readonly SharedTurns first;
    private readonly SharedTurns second;

    public SharedTurnsTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "turns are shared on Linux alone");
        (first, second) = (SharedTurns.In(folder["pacing"], time)!, SharedTurns.In(folder["pacing"], time)!);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Two_processes_ask_a_name_server_ten_times_in_any_second_between_them()
    {
        Task[] turns = [.. Asked(Pacer(first), PacedUse.Dns, 25), .. Asked(Pacer(second), PacedUse.Dns, 25)];
        var done = new List<int>();
        for (int step = 0; step < 130; step++)
        {
            done.Add(await Settled.CountAsync(turns));
            time.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.Equal(10, done[0]);
        Assert.Equal(50, done[^1]);
        for (int step = 20; step < done.Count; step++)
        {
            Assert.InRange(done[step] - done[step - 20], 0, 10);
        }
    }

    [Fact]
    public async Task Two_processes_hold_two_connections_between_them_and_an_ended_one_holds_none()
    {
        var mine = Pacer(first);
        PaceTurn one = await mine.EnterAsync(PacedUse.Http, Target, default);
        PaceTurn two = await mine.EnterAsync(PacedUse.Http, Target, default);
        Task<PaceTurn>[] theirs = Asked(Pacer(second), PacedUse.Http, 2);
        await AdvanceAsync(theirs, 0);
        Assert.True((await Pacer(second).EnterAsync(PacedUse.Http, Other, default).AsTask().WaitAsync(TimeSpan.FromSeconds(5))).Waited == TimeSpan.Zero);

        one.Dispose();
        one.Dispose(); // giving a place back twice gives one place
        await AdvanceAsync(theirs, 1);
        first.Dispose(); // as the kernel does when a process is killed
        await AdvanceAsync(theirs, 2);
        Assert.NotNull(two);
    }

    [Fact]
    public async Task Who_waits_for_others_can_be_cancelled_and_leaves_no_place_taken()
    {
        using PaceTurn held = await Pacer(first).EnterAsync(PacedUse.Smtp, Target, default);
        var theirs = Pacer(second);
        using var cancel = new CancellationTokenSource();
        Task waiting = theirs.EnterAsync(PacedUse.Smtp, Target, cancel.Token).AsTask();
        await Settled.CountAsync([waiting]);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, second.Held);

        held.Dispose();
        Task<PaceTurn>[] again = Asked(theirs, PacedUse.Smtp, 1);
        await AdvanceAsync(again, 1);
    }

    [Fact]
    public async Task What_was_used_is_given_back_when_its_second_is_over()
    {
        await Pacer(first).EnterAsync(PacedUse.Dns, Target, default);
        Assert.Equal(1, first.Held);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, first.Held);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(0, first.Held);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_leaves_each_process_polite_by_itself()
    {
        File.WriteAllText(folder["file"], "");
        using SharedTurns none = SharedTurns.In(Path.Combine(folder["file"], "pacing"), time)!;
        Task<PaceTurn>[] turns = Asked(Pacer(none), PacedUse.Dns, 15);
        Assert.Equal(10, await Settled.CountAsync(turns));
    }

    private async Task AdvanceAsync(Task[] turns, int expected)
    {
        for (int step = 0; step < 30; step++)
        {
            await Settled.CountAsync(turns);
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(expected, await Settled.CountAsync(turns));
    }

    private Pacer Pacer(SharedTurns shared) => new(new PacerOptions { Shared = shared }, time);

    private static Task<PaceTurn>[] Asked(Pacer pacer, PacedUse use, int times) => [.. Enumerable.Range(0, times).Select(_ => pacer.EnterAsync(use, Target, default).AsTask())];
}

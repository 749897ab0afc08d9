using System.Net;
using Sextant.Net.Pacing;
using Sextant.Net.Timing;
using Sextant.Testing;
using Sextant.Wire.Addresses;

namespace Sextant.Net.Tests.Pacing;

public sealed class PacerTests
{
    private static readonly IPAddress Target = IPAddress.Parse("2001:ee0::1");

    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Name_servers_get_ten_queries_in_any_second()
    {
        var pacer = new Pacer(new(), time);
        var turns = Enumerable.Range(0, 35).Select(_ => pacer.EnterAsync(PacedUse.Dns, Target, default).AsTask()).ToList();

        Assert.Equal(10, await Settled.CountAsync(turns));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, await Settled.CountAsync(turns)); // what is a second here may be less there
        time.Advance(TimeSpan.FromSeconds(0.05) + TimeWheel.Tick);
        Assert.Equal(20, await Settled.CountAsync(turns));
        time.Advance(TimeSpan.FromSeconds(1.05) + TimeWheel.Tick);
        Assert.Equal(30, await Settled.CountAsync(turns));
        time.Advance(TimeSpan.FromSeconds(1.05) + TimeWheel.Tick);
        Assert.Equal(35, await Settled.CountAsync(turns));
        // Never early; late by a tick for each second at most, by less where the wheel had turned already.
        Assert.InRange((await turns[^1]).Waited, TimeSpan.FromSeconds(3.15), TimeSpan.FromSeconds(3.15) + (3 * TimeWheel.Tick));
    }

    [Fact]
    public async Task An_idle_address_gets_a_full_bucket_back_and_no_more()
    {
        var pacer = new Pacer(new(), time);
        for (int i = 0; i < 10; i++)
        {
            using var _ = await pacer.EnterAsync(PacedUse.Dns, Target, default);
        }

        time.Advance(TimeSpan.FromHours(1));
        var turns = Enumerable.Range(0, 20).Select(_ => pacer.EnterAsync(PacedUse.Dns, Target, default).AsTask()).ToList();
        Assert.Equal(10, await Settled.CountAsync(turns));
    }

    [Fact]
    public async Task A_web_server_sees_two_connections_and_a_mail_server_one()
    {
        var pacer = new Pacer(new(), time);
        var web = Enumerable.Range(0, 4).Select(_ => pacer.EnterAsync(PacedUse.Http, Target, default).AsTask()).ToList();
        var mail = Enumerable.Range(0, 2).Select(_ => pacer.EnterAsync(PacedUse.Smtp, Target, default).AsTask()).ToList();

        Assert.Equal(2, await Settled.CountAsync(web));
        Assert.Equal(1, await Settled.CountAsync(mail));
        (await web[0]).Dispose();
        (await web[0]).Dispose(); // giving a place back twice gives one place
        Assert.Equal(3, await Settled.CountAsync(web));

        (await mail[0]).Dispose();
        Assert.Equal(1, await Settled.CountAsync(mail)); // the place is free, the second is not over
        time.Advance(TimeSpan.FromSeconds(1.05) + TimeWheel.Tick);
        Assert.Equal(2, await Settled.CountAsync(mail));
    }

    [Fact]
    public async Task Neighbours_share_their_networks_bucket()
    {
        var pacer = new Pacer(new() { HttpConnections = 1000 }, time);
        var turns = Enumerable.Range(1, 120)
            .Select(i => pacer.EnterAsync(PacedUse.Http, IPAddress.Parse($"2001:ee0:1:{i:x}::1"), default).AsTask()).ToList();
        var elsewhere = pacer.EnterAsync(PacedUse.Http, IPAddress.Parse("2001:ee0:2::1"), default).AsTask();

        Assert.Equal(50, await Settled.CountAsync(turns));
        Assert.Equal(1, await Settled.CountAsync([elsewhere]));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, await Settled.CountAsync(turns));
    }

    [Fact]
    public async Task A_known_provider_has_a_bucket_of_its_own()
    {
        var pacer = new Pacer(new() { Provider = _ => 45899 }, time);
        var turns = Enumerable.Range(1, 300)
            .Select(i => pacer.EnterAsync(PacedUse.Http, IPAddress.Parse($"2001:ee0:{i:x}::1"), default).AsTask()).ToList();

        Assert.Equal(200, await Settled.CountAsync(turns));
    }

    [Fact]
    public async Task Who_asked_first_is_served_first()
    {
        var pacer = new Pacer(new(), time);
        var order = new List<int>();
        var turns = Enumerable.Range(0, 6).Select(async i =>
        {
            using var turn = await pacer.EnterAsync(PacedUse.Smtp, Target, default);
            lock (order)
            {
                order.Add(i);
            }
        }).ToList();

        for (int i = 0; i < 100 && turns.Any(turn => !turn.IsCompleted); i++)
        {
            await Settled.CountAsync(turns);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAll(turns).WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal([0, 1, 2, 3, 4, 5], order);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled_and_leaves_no_place_taken()
    {
        var pacer = new Pacer(new(), time);
        var first = await pacer.EnterAsync(PacedUse.Smtp, Target, default);
        using var cancel = new CancellationTokenSource();
        var second = pacer.EnterAsync(PacedUse.Smtp, Target, cancel.Token).AsTask();
        var third = pacer.EnterAsync(PacedUse.Smtp, Target, default).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        await Settled.CountAsync([third]);
        time.Advance(TimeSpan.FromSeconds(1.05) + TimeWheel.Tick);
        (await third.WaitAsync(TimeSpan.FromSeconds(5))).Dispose();

        using var cancelled = new CancellationTokenSource();
        var atTokens = pacer.EnterAsync(PacedUse.Smtp, Target, cancelled.Token).AsTask();
        await Settled.CountAsync([atTokens]);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => atTokens);
        time.Advance(TimeSpan.FromSeconds(2.1));
        (await pacer.EnterAsync(PacedUse.Smtp, Target, default).AsTask().WaitAsync(TimeSpan.FromSeconds(5))).Dispose();
    }

    [Fact]
    public async Task In_own_networks_and_towards_the_own_resolver_nothing_is_held_back()
    {
        var pacer = new Pacer(new() { OwnNetworks = [IpPrefix.Parse("2001:ee0::/32")], Resolvers = [IPAddress.Parse("10.0.0.53")] }, time);
        var turns = Enumerable.Range(0, 500).Select(i => pacer.EnterAsync((PacedUse)(i % 3), Target, default).AsTask())
            .Concat(Enumerable.Range(0, 500).Select(_ => pacer.EnterAsync(PacedUse.Dns, IPAddress.Parse("10.0.0.53"), default).AsTask())).ToList();

        Assert.All(turns, turn => Assert.True(turn.IsCompletedSuccessfully));
        Assert.Equal(0, pacer.Held);
    }

    [Fact]
    public async Task A_server_that_asks_for_rest_gets_it_within_reason()
    {
        var pacer = new Pacer(new(), time);
        (await pacer.EnterAsync(PacedUse.Http, Target, default)).Dispose();
        pacer.BackOff(PacedUse.Http, Target, TimeSpan.FromHours(3));
        var next = pacer.EnterAsync(PacedUse.Http, Target, default).AsTask();

        await Settled.CountAsync([next]);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, await Settled.CountAsync([next]));
        time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(1, await Settled.CountAsync([next]));
    }

    [Fact]
    public void Names_that_asked_for_long_rests_take_bounded_memory_and_none_rests_for_more_than_an_hour()
    {
        var pacer = new Pacer(new(), time);
        for (int i = 0; i < 30_000; i++)
        {
            pacer.BackOff(PacedUse.Http, Target, TimeSpan.FromDays(400), $"n{i}.example");
        }

        Assert.InRange(pacer.Held, 9_000, 10_001);
        Assert.True(pacer.Rests(Target, "n29999.example"));
        Assert.False(pacer.Rests(IPAddress.Parse("2001:ee0::9"), "n29999.example"));
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.True(pacer.Rests(Target, "n29999.example"));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(pacer.Rests(Target, "n29999.example"));
    }

    [Fact]
    public async Task Memory_is_bounded_whatever_is_asked()
    {
        var pacer = new Pacer(new() { MaxBuckets = 1000, SmtpPerAddress = 1 }, time);
        for (int i = 0; i < 20_000; i++)
        {
            (await pacer.EnterAsync(PacedUse.Smtp, new IPAddress([113, 160, (byte)(i >> 8), (byte)(i & 0xFF)]), default).AsTask().WaitAsync(TimeSpan.FromSeconds(5))).Dispose();
            if (i % 100 == 99)
            {
                time.Advance(TimeSpan.FromMilliseconds(1500));
            }
        }

        Assert.InRange(pacer.Held, 1, 1001);
    }

    [Fact]
    public async Task When_every_bucket_is_in_use_newcomers_share_one()
    {
        var pacer = new Pacer(new() { MaxBuckets = 10 }, time);
        var turns = Enumerable.Range(0, 40)
            .Select(i => pacer.EnterAsync(PacedUse.Smtp, new IPAddress([113, 160, 0, (byte)i]), default).AsTask()).ToList();

        Assert.Equal(11, await Settled.CountAsync(turns));
        Assert.InRange(pacer.Held, 1, 60);
        for (int i = 0; i < 40; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Settled.CountAsync(turns);
        }

        Assert.Equal(40, await Settled.CountAsync(turns));
    }
}

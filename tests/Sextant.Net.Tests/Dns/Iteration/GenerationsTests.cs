using Sextant.Net.Dns.Iteration;
using Sextant.Testing;

namespace Sextant.Net.Tests.Dns.Iteration;

public sealed class GenerationsTests
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_is_asked_for_again_stays_and_what_is_not_goes()
    {
        var known = new Generations<int, string>(100, _time);
        known.Put(-1, "above all", Life);
        for (int name = 0; name < 1000; name++)
        {
            known.Put(name, "own", Life);
            Assert.True(known.TryGet(name, out _));
            Assert.True(known.TryGet(-1, out string? above));
            Assert.Equal("above all", above);
        }

        Assert.InRange(Enumerable.Range(0, 1000).Count(name => known.TryGet(name, out _)), 40, 100);
        Assert.True(known.TryGet(999, out _));
    }

    [Fact]
    public void What_has_expired_is_not_known_and_moving_makes_nothing_last_longer()
    {
        var known = new Generations<int, string>(4, _time);
        known.Put(1, "first", Life);
        known.Put(2, "fills the young", Life);
        _time.Advance(Life / 2);
        Assert.True(known.TryGet(1, out _)); // moves
        _time.Advance(Life / 2);
        Assert.False(known.TryGet(1, out _));
        known.Put(1, "again", Life);
        Assert.True(known.TryGet(1, out string? value));
        Assert.Equal("again", value);
    }

    [Fact]
    public async Task Many_at_once_lose_nothing_that_is_in_use()
    {
        var known = new Generations<int, string>(200, TimeProvider.System);
        known.Put(-1, "above all", Life);
        await Parallel.ForAsync(0, 20_000, (name, _) =>
        {
            known.Put(name, "own", Life);
            known.TryGet(-1, out string? above);
            Assert.Equal("above all", above);
            return ValueTask.CompletedTask;
        });
    }
}

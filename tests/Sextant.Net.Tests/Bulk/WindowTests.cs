using Sextant.Net.Bulk.Engine;

namespace Sextant.Net.Tests.Bulk;

public sealed class WindowTests
{
    private const long Second = 1_000_000;
    private const int Largest = 4096;

    private readonly Window _window = new(Largest, Second);
    private long _now;

    [Fact]
    public void A_resolver_that_has_some_answers_at_hand_and_seeks_others_is_kept_busy()
    {
        // 1 ms for one, 200 ms for the next: what it takes on the average says nothing of a queue.
        Answer(200_000, size => 100_000.0 / size, i => i % 2 == 0 ? Second / 1000 : Second / 5);
        Assert.InRange(_window.Size, Largest * 3 / 4, Largest); // it may just be trying whether fewer do
    }

    [Fact]
    public void What_brings_no_more_answers_is_not_sent()
    {
        // 100,000 a second, however many wait: beyond a few they only wait longer.
        Answer(1_000_000, _ => 10, _ => _window.Size * 10);
        Assert.InRange(_window.Size, 16, 192);
    }

    [Fact]
    public void A_rate_that_goes_up_and_down_does_not_blow_it_up()
    {
        // 100,000 a second, now a quarter more and now a quarter less, each for some 20 ms.
        var luck = new Random(7);
        double apart = 10;
        long until = 0;
        Answer(
            5_000_000,
            _ =>
            {
                if (_now >= until)
                {
                    (apart, until) = (10 * (0.75 + (luck.NextDouble() / 2)), _now + (Second / 50));
                }

                return apart;
            },
            _ => _window.Size * 10);
        Assert.InRange(_window.Size, 16, 1_024);
    }

    [Fact]
    public void A_server_that_becomes_full_is_asked_less_and_more_again_when_it_is_not()
    {
        Answer(200_000, size => 100_000.0 / size, _ => Second / 10);
        // It now does a hundredth of it, and its queue grows.
        Answer(100_000, _ => 2_000, _ => _window.Size * 2_000L);
        int full = _window.Size;
        Assert.InRange(full, 16, Largest / 4);
        Answer(2_000_000, size => 100_000.0 / size, _ => Second / 10);
        Assert.InRange(_window.Size, full * 3, Largest);
    }

    [Fact]
    public void More_loss_than_usual_closes_it()
    {
        Answer(200_000, size => 100_000.0 / size, _ => Second / 10);
        for (int i = 0; i < 20_000; i++)
        {
            _now += 20;
            if (i % 2 == 0)
            {
                _window.Lost(_now, Second / 10);
            }
            else
            {
                _window.Answered(_now, Second / 10, failed: false);
            }
        }

        Assert.InRange(_window.Size, 16, Largest * 3 / 4);
    }

    [Fact]
    public void A_dead_server_is_begun_anew_with_little()
    {
        Answer(200_000, size => 100_000.0 / size, _ => Second / 10);
        _window.Close(_now);
        Assert.Equal(16, _window.Size);
        Assert.Equal(8, new Window(8, Second).Size);
    }

    /// <summary>So many answers, each so many ticks after the one before.</summary>
    private void Answer(int count, Func<int, double> apart, Func<int, long> took)
    {
        double at = _now;
        long smooth = 0;
        for (int i = 0; i < count; i++)
        {
            at += apart(_window.Size);
            smooth = smooth == 0 ? took(i) : smooth + ((took(i) - smooth) / 8);
            _window.Answered(_now = (long)at, smooth, failed: false);
        }
    }
}

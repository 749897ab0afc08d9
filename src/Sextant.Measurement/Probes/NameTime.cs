using Sextant.Net.Timing;

namespace Sextant.Measurement.Probes;

/// <summary>A place that others want, which is given back while a name only waits.</summary>
/// <param name="TryLend">Gives it away; false when it is kept.</param>
/// <param name="TakeBackAsync">Waits until it is to be had again.</param>
internal sealed record LentPlace(Func<bool> TryLend, Func<CancellationToken, ValueTask> TakeBackAsync);

/// <summary>
/// The time that the probes of one name may take together. When it is used up nothing more begins and what runs is abandoned; what was seen
/// until then stays. Where the scan holds a place that others want, it is given back while all that is left is to wait for a next try, and
/// the time stands still.
/// </summary>
internal sealed class NameTime : IDisposable
{
    // Who gives the place away may wait to have it again: 250 ms is longer than the pauses between samples of loss, and each wait for a next try costs that much of a place.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _clock;
    private readonly LentPlace? _place;
    private readonly TimeWheel _wheel;
    private readonly TimeLimit _usedUp;
    private readonly SemaphoreSlim _entrance = new(1, 1);
    private readonly Lock _gate = new();
    private readonly RepeatedAlarm _parking;
    private TimeSpan _left;
    private long _since;
    private int _working;
    private bool _stands;
    private bool _lent;
    private bool _over;

    /// <param name="limit">How long all may take.</param>
    /// <param name="place">What is given back while only waiting is left; null where nobody waits for it.</param>
    /// <param name="clock">The clock.</param>
    public NameTime(TimeSpan limit, LentPlace? place, TimeProvider clock)
    {
        (_left, _place, _clock, _since) = (limit, place, clock, clock.GetTimestamp());
        _wheel = TimeWheel.Of(clock);
        _usedUp = _wheel.Limit(limit);
        _parking = _wheel.Alarm(Park);
    }

    /// <summary>True when nothing more may begin.</summary>
    public bool IsUsedUp => _usedUp.IsCancellationRequested;

    /// <summary>Runs one piece of work.</summary>
    /// <returns>Not ended when the time was used up before.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<(bool Ended, T? Value)> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _usedUp.Token);
        try
        {
            await EnterAsync(either.Token).ConfigureAwait(false);
            try
            {
                return (true, await work(either.Token).ConfigureAwait(false));
            }
            finally
            {
                Leave();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && IsUsedUp)
        {
            return (false, default);
        }
    }

    /// <summary>Inside a piece of work: waits for another one, which counts for itself.</summary>
    public async Task<T> AsideAsync<T>(Task<T> other, CancellationToken cancellation)
    {
        Leave();
        try
        {
            return await other.ConfigureAwait(false);
        }
        finally
        {
            await EnterAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Waits; ends early when the time is used up.</summary>
    public async Task PauseAsync(TimeSpan pause, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _usedUp.Token);
        await _wheel.PauseAsync(pause, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _over = true;
        }

        _parking.Dispose();
        _usedUp.Dispose();
        _entrance.Dispose();
    }

    private async Task EnterAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (TryEnter())
        {
            return;
        }

        // The first that wakes up gets the place again for all.
        await _entrance.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!TryEnter())
            {
                await GoOnAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            _entrance.Release();
        }
    }

    private bool TryEnter()
    {
        lock (_gate)
        {
            _working += _stands ? 0 : 1;
            return !_stands;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_working == 0 && _place is not null && !_over)
            {
                _parking.Set(Settled);
            }
        }
    }

    private void Park()
    {
        lock (_gate)
        {
            if (_working > 0 || _stands || _over || IsUsedUp)
            {
                return;
            }

            _stands = true;
            _left -= _clock.GetElapsedTime(_since);
            _usedUp.Hold();
            _lent = _place!.TryLend();
        }
    }

    private async Task GoOnAsync(CancellationToken cancellation)
    {
        if (_lent)
        {
            await _place!.TakeBackAsync(cancellation).ConfigureAwait(false);
        }

        lock (_gate)
        {
            (_stands, _lent, _since) = (false, false, _clock.GetTimestamp());
            _working++;
            _usedUp.GoOn(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
        }
    }
}

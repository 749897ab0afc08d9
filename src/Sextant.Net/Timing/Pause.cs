namespace Sextant.Net.Timing;

/// <summary>Waits for its time, or until it is cancelled.</summary>
internal sealed class Pause : TaskCompletionSource, IAlarm
{
    private readonly TimeWheel _wheel;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _outer;
    private int _place = -1;

    public Pause(TimeWheel wheel, TimeSpan time, CancellationToken cancellation)
    {
        (_wheel, _cancellation) = (wheel, cancellation);
        _outer = cancellation.UnsafeRegister(static pause => ((Pause)pause!).GiveUp(), this);
        Interlocked.Exchange(ref _place, wheel.Set(this, time));
        if (Task.IsCompleted)
        {
            wheel.Clear(_place, this); // cancelled before it had its place
        }
    }

    public void Ring()
    {
        _outer.Unregister();
        TrySetResult();
    }

    private void GiveUp()
    {
        TrySetCanceled(_cancellation);
        _wheel.Clear(Volatile.Read(ref _place), this);
    }
}

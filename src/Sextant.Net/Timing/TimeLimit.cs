namespace Sextant.Net.Timing;

/// <summary>Cancels when its time is up, or when an outer token is cancelled: one object for what were two sources, a timer and what links them.</summary>
public sealed class TimeLimit : CancellationTokenSource, IAlarm
{
    private readonly TimeWheel _wheel;
    private readonly CancellationTokenRegistration _outer;
    private int _place = -1;

    internal TimeLimit(TimeWheel wheel, TimeSpan after, CancellationToken outer)
    {
        _wheel = wheel;
        _outer = outer.UnsafeRegister(static limit => ((TimeLimit)limit!).Cancel(), this);
        GoOn(after);
    }

    /// <summary>The time stands still. Not while another sets it going.</summary>
    public void Hold()
    {
        _wheel.Clear(_place, this);
        _place = -1;
    }

    /// <summary>The time goes on, with so much left. Not while another holds it.</summary>
    public void GoOn(TimeSpan left)
    {
        if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
        {
            Cancel();
        }
        else if (!IsCancellationRequested)
        {
            _place = _wheel.Set(this, left);
        }
    }

    void IAlarm.Ring() => Cancel();

    // The source under it has neither timer nor wait handle of its own, so it stays usable: an alarm that rings at this very moment must find it so.
    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Hold();
            _outer.Unregister();
        }
    }
}

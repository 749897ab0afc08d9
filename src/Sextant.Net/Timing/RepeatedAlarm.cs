namespace Sextant.Net.Timing;

/// <summary>An alarm that is set and cleared again and again, and allocates nothing then. What rings is the last setting.</summary>
public sealed class RepeatedAlarm : IDisposable, IAlarm
{
    private readonly TimeWheel _wheel;
    private readonly Action _ring;
    private readonly Lock _gate = new();
    private int _place = -1;
    private long _due;

    internal RepeatedAlarm(TimeWheel wheel, Action ring) => (_wheel, _ring) = (wheel, ring);

    /// <summary>Sets it; what was set before does not ring any more.</summary>
    public void Set(TimeSpan after)
    {
        lock (_gate)
        {
            _wheel.Clear(_place, this);
            _due = _wheel.At(after);
            _place = _wheel.Set(this, after);
        }
    }

    /// <summary>Clears it. A ring that has begun goes on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _wheel.Clear(_place, this);
            _place = -1;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    void IAlarm.Ring()
    {
        lock (_gate)
        {
            // One that was on its way while it was set anew comes too early, and one that was cleared not at all.
            if (_place < 0 || !_wheel.IsPast(_due))
            {
                return;
            }

            _place = -1;
        }

        _ring();
    }
}

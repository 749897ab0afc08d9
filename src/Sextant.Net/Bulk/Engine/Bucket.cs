namespace Sextant.Net.Bulk.Engine;

/// <summary>How many questions may go somewhere in a second, from one thread. Holds a tenth of a second's worth and at least one: a burst that no server notices.</summary>
internal sealed class Bucket(double rate, long frequency)
{
    private readonly long _interval = Math.Max(1, (long)(frequency / rate));
    private readonly long _depth = (long)(Math.Max(1, rate / 10) - 1) * Math.Max(1, (long)(frequency / rate));
    private long _spokenFor;

    /// <summary>How many may go now.</summary>
    public int Room(long now) => (int)Math.Clamp((now - Earliest(now)) / _interval, 0, int.MaxValue);

    /// <summary>When the next may go.</summary>
    public long RoomAt(long now) => Math.Max(now, Earliest(now) + _interval);

    /// <summary>Takes a turn.</summary>
    public void Reserve(long now) => _spokenFor = Earliest(now) + _interval;

    private long Earliest(long now) => Math.Max(_spokenFor, now - _depth - _interval);
}

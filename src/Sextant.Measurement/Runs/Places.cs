namespace Sextant.Measurement.Runs;

/// <summary>
/// The places for names that this process measures at once, shared by its campaigns. A free place goes to the most urgent campaign that asks, and
/// within it to a name that has begun, then to who asked first. How many there are follows the machine once <see cref="Adapt"/> is called: few at first, more
/// while names wait for a place and the process is on time, fewer when it is late.
/// </summary>
/// <param name="most">How many at most.</param>
public sealed class Places(int most)
{
    /// <summary>32: a process that has just begun compiles as it goes, and questions of more names than this run out of time meanwhile.</summary>
    private const int First = 32;

    /// <summary>50 ms: what wakes so often costs nothing, and ten looks are half a second.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (int Urgency, int Begun, long Number)> _waiting = new();
    private long _asked;
    private int _taken;
    private int _open = most;

    /// <summary>How many there are at most.</summary>
    public int Most { get; } = most;

    /// <summary>How many there are now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Places that names have now.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Places that nobody has now.</summary>
    public int Free => Math.Max(0, Open - Taken);

    /// <summary>Begins with few places and lets their number follow the machine, until what is returned is disposed.</summary>
    public IDisposable Adapt(TimeProvider clock)
    {
        var lateness = new Lateness(Step);
        long before = clock.GetTimestamp();
        lock (_gate)
        {
            _open = Math.Min(Most, First);
        }

        return clock.CreateTimer(
            _ =>
            {
                // A look that comes while the one before it is still at work belongs to it.
                long now = clock.GetTimestamp();
                Follow(lateness.Add(clock.GetElapsedTime(Interlocked.Exchange(ref before, now), now)));
            },
            null, Step, Step);
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="priority">Of the campaign; more is sooner.</param>
    /// <param name="begun">True for a name that had a place before.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    internal async ValueTask TakeAsync(int priority, bool begun, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (_taken < _open)
            {
                _taken++;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn, (-priority, begun ? 0 : 1, _asked++));
        }

        using (cancellation.Register(() => turn.TrySetCanceled(cancellation)))
        {
            await turn.Task.ConfigureAwait(false); // who gives a place back hands it over
        }
    }

    internal void Release()
    {
        lock (_gate)
        {
            _taken--;
            HandOut();
        }
    }

    /// <summary>Opens or closes places as the machine bears; null says nothing new.</summary>
    internal void Follow(Pressure? pressure)
    {
        lock (_gate)
        {
            if (pressure == Pressure.Late)
            {
                _open = Math.Max(Math.Min(Most, First / 2), _open - (_open / 8));
            }
            else if (pressure == Pressure.None && _taken >= _open && _waiting.Count > 0)
            {
                _open = Math.Min(Most, _open + Math.Max(1, _open / 8));
                HandOut();
            }
        }
    }

    private void HandOut()
    {
        while (_taken < _open && _waiting.TryDequeue(out TaskCompletionSource? next, out _))
        {
            if (next.TrySetResult())
            {
                _taken++;
            }
        }
    }
}

namespace Sextant.Measurement.Runs;

/// <summary>
/// The places for names that this process measures at once, shared by its campaigns. A free place goes to the most urgent campaign that asks, and
/// within it to a name that has begun, then to who asked first.
/// </summary>
/// <param name="count">How many.</param>
public sealed class Places(int count)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (int Urgency, int Begun, long Number)> _waiting = new();
    private long _asked;
    private int _free = count;

    /// <summary>How many there are.</summary>
    public int Count { get; } = count;

    /// <summary>Places that nobody has now.</summary>
    public int Free
    {
        get
        {
            lock (_gate)
            {
                return _free;
            }
        }
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
            if (_free > 0)
            {
                _free--;
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
            while (_waiting.TryDequeue(out TaskCompletionSource? next, out _))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _free++;
        }
    }
}

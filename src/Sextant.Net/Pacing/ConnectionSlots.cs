namespace Sextant.Net.Pacing;

/// <summary>At most so many connections per key, handed on in order of asking. A key with none open takes no memory.</summary>
internal sealed class ConnectionSlots
{
    private sealed class Slot
    {
        public int Open;
        public readonly LinkedList<TaskCompletionSource> Waiting = new();
    }

    private readonly Dictionary<string, Slot> slots = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public int Count
    {
        get
        {
            lock (gate)
            {
                return slots.Count;
            }
        }
    }

    /// <summary>Waits for a place; the caller gives it back with <see cref="Leave"/>.</summary>
    public async ValueTask EnterAsync(string key, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (gate)
        {
            if (!slots.TryGetValue(key, out var slot))
            {
                slots[key] = slot = new Slot();
            }

            if (slot.Open < limit)
            {
                slot.Open++;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            slot.Waiting.AddLast(turn);
        }

        using (cancellation.Register(() => turn.TrySetCanceled(cancellation)))
        {
            // Leave hands the place over by completing the turn, so whoever is cancelled first was never counted.
            await turn.Task.ConfigureAwait(false);
        }
    }

    public void Leave(string key)
    {
        lock (gate)
        {
            var slot = slots[key];
            while (slot.Waiting.First is { } next)
            {
                slot.Waiting.RemoveFirst();
                if (next.Value.TrySetResult())
                {
                    return;
                }
            }

            if (--slot.Open == 0)
            {
                slots.Remove(key);
            }
        }
    }
}

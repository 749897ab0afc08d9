namespace Sextant.Net.Pacing;

/// <summary>At most so many connections per key, handed on in order of asking. A key with none open takes no memory.</summary>
internal sealed class ConnectionSlots
{
    private sealed class Slot
    {
        public int Open;
        public readonly LinkedList<TaskCompletionSource> Waiting = new();
        public readonly LinkedList<Action> Idle = new();
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
        Action? close = null;
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
            if (slot.Idle.First is { } idle)
            {
                slot.Idle.RemoveFirst();
                close = idle.Value;
            }
        }

        close?.Invoke();
        using (cancellation.Register(() => turn.TrySetCanceled(cancellation)))
        {
            // Leave hands the place over by completing the turn, so whoever is cancelled first was never counted.
            await turn.Task.ConfigureAwait(false);
        }
    }

    /// <summary>A connection that keeps its place and is not in use for now: whoever waits for a place may have it closed.</summary>
    /// <returns>Takes the connection back into use; false when it has been closed. Null when somebody waits already: it is to be closed at once.</returns>
    public Func<bool>? LetOthers(string key, Action close)
    {
        lock (gate)
        {
            Slot slot = slots[key];
            if (slot.Waiting.Count > 0)
            {
                return null;
            }

            LinkedListNode<Action> node = slot.Idle.AddLast(close);
            return () =>
            {
                lock (gate)
                {
                    bool mine = node.List is not null;
                    node.List?.Remove(node);
                    return mine;
                }
            };
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

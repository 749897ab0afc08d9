namespace Sextant.Net.Bulk.Engine;

/// <summary>
/// When each slot's time is up: spokes of about 4 ms, each a list through the slots themselves, so that setting and clearing cost the same
/// however many there are. What lies more than a turn ahead stays on its spoke until its turn comes.
/// </summary>
internal sealed class TimerWheel
{
    private const int Spokes = 4096;
    private readonly SlotTable _slots;
    private readonly int[] _heads = new int[Spokes];
    private readonly long _width;
    private long _turned;
    private long _target;

    /// <param name="frequency">Ticks of the clock in a second.</param>
    public TimerWheel(SlotTable slots, long frequency, long now)
    {
        _slots = slots;
        _width = Math.Max(1, frequency / 250);
        _turned = _target = now / _width;
        Array.Fill(_heads, -1);
    }

    /// <summary>How many are set.</summary>
    public int Count { get; private set; }

    public void Set(int index, long due)
    {
        ref Slot slot = ref _slots[index];
        // Never on a spoke that is passed in this turn: what waits again for a moment would be due again at once, without end.
        int spoke = (int)(Math.Max(due / _width, _target + 1) % Spokes);
        slot.Due = due;
        slot.Spoke = spoke;
        slot.Previous = -1;
        slot.Next = _heads[spoke];
        if (slot.Next >= 0)
        {
            _slots[slot.Next].Previous = index;
        }

        _heads[spoke] = index;
        Count++;
    }

    public void Clear(int index)
    {
        ref Slot slot = ref _slots[index];
        if (slot.Spoke < 0)
        {
            return;
        }

        if (slot.Previous >= 0)
        {
            _slots[slot.Previous].Next = slot.Next;
        }
        else
        {
            _heads[slot.Spoke] = slot.Next;
        }

        if (slot.Next >= 0)
        {
            _slots[slot.Next].Previous = slot.Previous;
        }

        slot.Spoke = -1;
        Count--;
    }

    /// <summary>Takes one whose time is up off the wheel; -1 when there is none more.</summary>
    public int Due(long now)
    {
        long target = _target = Math.Max(_target, now / _width);
        while (_turned < target)
        {
            for (int index = _heads[(int)((_turned + 1) % Spokes)]; index >= 0; index = _slots[index].Next)
            {
                if (_slots[index].Due / _width <= _turned + 1)
                {
                    Clear(index);
                    return index;
                }
            }

            // A long sleep turns the wheel once over, not once for each turn slept.
            _turned = Math.Max(_turned + 1, target - Spokes);
        }

        return -1;
    }

    /// <summary>When to look again at the latest: the next spoke that holds any, within a little while.</summary>
    public long NextLook(long now, long most)
    {
        if (Count > 0)
        {
            for (long spoke = _turned + 1; spoke * _width < now + most; spoke++)
            {
                if (_heads[(int)(spoke % Spokes)] >= 0)
                {
                    return Math.Max(now, (spoke + 1) * _width);
                }
            }
        }

        return now + most;
    }
}

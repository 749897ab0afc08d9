namespace Sextant.Net.Bulk.Engine;

/// <summary>Slots in order; as many as there are slots, so it is never full.</summary>
internal sealed class SlotQueue(int capacity)
{
    private readonly int[] _ring = new int[capacity];
    private int _head;

    public int Count { get; private set; }

    public void Add(int slot)
    {
        int at = _head + Count++;
        _ring[at < _ring.Length ? at : at - _ring.Length] = slot;
    }

    public int Take()
    {
        int slot = _ring[_head];
        _head = _head + 1 == _ring.Length ? 0 : _head + 1;
        Count--;
        return slot;
    }
}

using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Engine;

/// <summary>Where a question stands.</summary>
internal enum SlotState : byte
{
    Free,

    /// <summary>To be sent in this turn, or when its server has room.</summary>
    Ready,

    /// <summary>Sent; its answer or its time is awaited.</summary>
    Flying,

    /// <summary>To be sent at a later time.</summary>
    Waiting,

    /// <summary>Being asked over TCP.</summary>
    Tcp,

    /// <summary>Waits for another slot to find something out.</summary>
    Parked,
}

/// <summary>One question under way, from its taking to its result, however often and wherever it is sent.</summary>
internal struct Slot
{
    public long Lot;
    public int Position;

    /// <summary>Neighbours in the wheel's spoke; -1 at an end.</summary>
    public int Next;
    public int Previous;
    public int Spoke;

    /// <summary>When its time is up, or when it is to be sent.</summary>
    public long Due;
    public long SentAt;
    public Server? Server;
    public DnsType Type;
    public ushort Id;
    public short Lane;
    public byte NameLength;
    public SlotState State;

    /// <summary>Times sent.</summary>
    public byte Tries;

    /// <summary>Answers that were a failure of the server.</summary>
    public byte Failures;

    /// <summary>Asked without EDNS: with it the server would not answer.</summary>
    public bool Plain;

    /// <summary>Asked with validation switched off, to tell bogus from broken.</summary>
    public bool CheckingDisabled;

    /// <summary>An answer with the question in another case was refused.</summary>
    public bool CaseChanged;
}

/// <summary>A fixed number of slots, their names beside them.</summary>
internal sealed class SlotTable
{
    private const int Space = 256;
    private readonly Slot[] _slots;
    private readonly byte[] _names;
    private readonly int[] _free;
    private int _freeCount;

    public SlotTable(int count)
    {
        _slots = new Slot[count];
        _names = new byte[count * Space];
        _free = new int[count];
        for (int i = 0; i < count; i++)
        {
            _free[i] = count - 1 - i;
        }

        _freeCount = count;
    }

    public int Count => _slots.Length;

    public int FreeCount => _freeCount;

    public int Used => _slots.Length - _freeCount;

    public ref Slot this[int index] => ref _slots[index];

    /// <summary>The question's name in wire form, its letters as they were last sent.</summary>
    public Span<byte> Name(int index) => _names.AsSpan(index * Space, _slots[index].NameLength);

    /// <summary>The name and all the space that a name may take.</summary>
    public Span<byte> NameSpace(int index) => _names.AsSpan(index * Space, Space);

    /// <summary>Fetches a slot and its name from memory; what it gives means nothing.</summary>
    public int LookAt(int index) => _slots[index].NameLength ^ _names[index * Space];

    /// <summary>A free slot, blank.</summary>
    public int Take(ReadOnlySpan<byte> name, DnsType type)
    {
        int index = _free[--_freeCount];
        _slots[index] = new Slot { Next = -1, Previous = -1, Spoke = -1, Type = type, State = SlotState.Ready };
        SetName(index, name);
        return index;
    }

    public void SetName(int index, ReadOnlySpan<byte> name)
    {
        name.CopyTo(_names.AsSpan(index * Space));
        _slots[index].NameLength = (byte)name.Length;
    }

    public void Give(int index)
    {
        _slots[index].State = SlotState.Free;
        _slots[index].Server = null;
        _free[_freeCount++] = index;
    }
}

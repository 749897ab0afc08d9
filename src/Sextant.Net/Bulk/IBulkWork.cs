namespace Sextant.Net.Bulk;

/// <summary>What came of reaching for names.</summary>
public enum BulkTake
{
    /// <summary>The lot is filled.</summary>
    Taken,

    /// <summary>Not now: too much of what was taken before is unanswered. Ask again soon.</summary>
    Later,

    /// <summary>The list is at its end.</summary>
    End,
}

/// <summary>The list of names and the place for the answers, shared by the threads of a resolver.</summary>
public interface IBulkWork
{
    /// <summary>For one thread; called once in each.</summary>
    IBulkHands TakeHands();
}

/// <summary>One thread's way to the names and to the place for the answers. Every (lot, position, type) taken is answered once.</summary>
public interface IBulkHands
{
    /// <summary>Fills a lot with the next names.</summary>
    BulkTake TryTake(BulkLot lot);

    /// <summary>Writes an answer down. The spans in it hold only until this returns. May wait for a slow disk.</summary>
    void Put(in BulkResult result);

    /// <summary>Nothing else is to be done just now: a good time to let go of what has been held back for long.</summary>
    void Rest();

    /// <summary>Lets go of what is held back.</summary>
    void Flush();
}

/// <summary>Some names in wire form, one behind the other, with their number in the list.</summary>
public sealed class BulkLot
{
    /// <summary>Names in a lot at most. 512: small enough that what is asked again after a crash is little, large enough that taking one costs nothing.</summary>
    public const int MostNames = 512;

    private readonly byte[] _bytes = new byte[MostNames * 64];
    private readonly int[] _ends = new int[MostNames];

    /// <summary>Which lot of the list.</summary>
    public long Number { get; set; }

    public int Count { get; private set; }

    /// <summary>Positions whose answers are there already, one bit for each (name, type); null when there are none.</summary>
    public byte[]? Done { get; set; }

    /// <summary>A name in wire form.</summary>
    public ReadOnlySpan<byte> Name(int index) => _bytes.AsSpan(Start(index), _ends[index] - Start(index));

    /// <summary>Whether the answer at this position is there already.</summary>
    public bool IsDone(int position) => Done is { } done && position >> 3 < done.Length && (done[position >> 3] & (1 << (position & 7))) != 0;

    public void Clear()
    {
        Count = 0;
        Done = null;
    }

    /// <summary>Adds a name; false when the lot is full.</summary>
    public bool TryAdd(ReadOnlySpan<byte> wire)
    {
        int start = Start(Count);
        if (Count == MostNames || _bytes.Length - start < wire.Length)
        {
            return false;
        }

        wire.CopyTo(_bytes.AsSpan(start));
        _ends[Count++] = start + wire.Length;
        return true;
    }

    private int Start(int index) => index == 0 ? 0 : _ends[index - 1];
}

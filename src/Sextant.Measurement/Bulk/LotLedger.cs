using Sextant.Net.Bulk;

namespace Sextant.Measurement.Bulk;

/// <summary>A place in a list between two lots.</summary>
/// <param name="Line">Lines before it.</param>
/// <param name="Skipped">Lines skipped before it.</param>
internal readonly record struct ListPlace(long Offset, long Line, long Skipped);

/// <summary>A lot taken and not wholly answered.</summary>
internal sealed class OpenLot
{
    /// <summary>Where it begins.</summary>
    public ListPlace Begin { get; init; }

    /// <summary>One bit for each (name, type) answered.</summary>
    public required byte[] Done { get; init; }

    /// <summary>How many are not.</summary>
    public int Left { get; set; }
}

/// <summary>
/// Which answers are written, in the memory of what is unfinished: lots that are done are forgotten from the front. Not for several threads at once.
/// </summary>
internal sealed class LotLedger
{
    /// <summary>4 million names: what a list runs on past one slow name within its 15 s at full speed. Their bits are some megabytes.</summary>
    private const int MostOpen = 8192;

    private readonly Dictionary<long, OpenLot> _open = [];
    private readonly Dictionary<long, byte[]> _earlier = [];
    private OpenLot? _last;
    private long _lastNumber = -1;

    /// <summary>The oldest lot that is not done; the next to be taken where all are.</summary>
    public long First { get; private set; }

    /// <summary>The number of the next lot to be taken.</summary>
    public long Next { get; private set; }

    /// <summary>Where the list was when the last lot had been taken.</summary>
    public ListPlace End { get; set; }

    public bool IsFull => Next - First >= MostOpen;

    /// <summary>Open lots in order, finished ones among them.</summary>
    public IEnumerable<OpenLot> Open
    {
        get
        {
            for (long number = First; number < Next; number++)
            {
                yield return _open[number];
            }
        }
    }

    /// <summary>Says what an earlier run had answered: the lots' bits, from the first on.</summary>
    public void Recall(IReadOnlyList<byte[]> done)
    {
        for (int i = 0; i < done.Count; i++)
        {
            _earlier[i] = done[i];
        }
    }

    /// <summary>Enters a lot just taken and gives it its number and what is done of it.</summary>
    public void Enter(BulkLot lot, int questions, OpenLot entry)
    {
        lot.Number = Next++;
        if (_earlier.Remove(lot.Number, out byte[]? done))
        {
            // A copy: the lot's thread reads it while answers are entered here.
            lot.Done = (byte[])done.Clone();
            done.CopyTo(entry.Done, 0);
        }

        entry.Left = questions - Count(entry.Done);
        _open.Add(lot.Number, entry);
        Forget();
    }

    /// <summary>An answer is written.</summary>
    public void Mark(long number, int position)
    {
        // Answers of one lot come close together: nearly always it is the one before.
        OpenLot lot = number == _lastNumber ? _last! : _open[number];
        (_last, _lastNumber) = (lot, number);
        byte bit = (byte)(1 << (position & 7));
        if ((lot.Done[position >> 3] & bit) != 0)
        {
            throw new InvalidOperationException($"lot {number} was answered twice at {position}");
        }

        lot.Done[position >> 3] |= bit;
        lot.Left--;
        if (lot.Left == 0 && number == First)
        {
            Forget();
        }
    }

    private void Forget()
    {
        while (First < Next && _open[First].Left == 0)
        {
            _open.Remove(First++);
        }
    }

    private static int Count(byte[] bits)
    {
        int count = 0;
        foreach (byte eight in bits)
        {
            count += int.PopCount(eight);
        }

        return count;
    }
}

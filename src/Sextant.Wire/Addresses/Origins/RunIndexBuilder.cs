using System.Numerics;
using System.Runtime.InteropServices;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>Makes the index of a family's runs in one walk over them.</summary>
internal ref struct RunIndexBuilder
{
    private const int TopBits = 24;
    private const int Blocks = 1 << TopBits;

    private readonly ReadOnlySpan<UInt128> _starts;
    private readonly ReadOnlySpan<int> _values;
    private readonly List<ulong> _nodes;
    private readonly List<uint> _entries;
    private int _next;
    private uint _current;

    private RunIndexBuilder(AddressRuns runs)
    {
        _starts = runs.Starts;
        _values = runs.Values;
        _nodes = [];
        _entries = [];
    }

    // Whoever has nothing of a family does not pay for its bits.
    private static readonly RunIndex Empty = new RunIndexBuilder(new AddressRuns(0)).Build();

    public static RunIndex Build(AddressRuns runs) => runs.Count == 0 ? Empty : new RunIndexBuilder(runs).Build();

    private RunIndex Build()
    {
        ulong[] bits = new ulong[Blocks / 64];
        var tops = new List<uint>(_starts.Length + 1);
        Mark(0, 0);
        while (_next < _starts.Length)
        {
            uint block = (uint)(_starts[_next] >> (128 - TopBits));
            Mark(block, Entry((UInt128)block << (128 - TopBits), TopBits));
            if (block + 1 < Blocks)
            {
                // The block's last value goes on behind it, up to the next block with a change.
                Mark(block + 1, _current);
            }
        }

        int[] ranks = new int[bits.Length];
        for (int word = 1; word < ranks.Length; word++)
        {
            ranks[word] = ranks[word - 1] + BitOperations.PopCount(bits[word - 1]);
        }

        return new RunIndex(bits, ranks, [.. tops], [.. _nodes], [.. _entries]);

        void Mark(uint block, uint entry)
        {
            ulong bit = 1UL << (int)(block & 63);
            if ((bits[block >> 6] & bit) != 0)
            {
                tops[^1] = entry; // what went on into this block ends in it
            }
            else if (tops.Count == 0 || tops[^1] != entry)
            {
                bits[block >> 6] |= bit;
                tops.Add(entry);
            }
        }
    }

    /// <summary>The entry of a block that begins at a key and fixes so many bits; all changes inside it are taken.</summary>
    private uint Entry(UInt128 start, int fixedBits)
    {
        UInt128 last = start | (fixedBits == 128 ? 0 : UInt128.MaxValue >> fixedBits);
        if (_next < _starts.Length && _starts[_next] == start)
        {
            _current = (uint)_values[_next++];
        }

        return _next < _starts.Length && _starts[_next] <= last ? Node(start, fixedBits) : _current;
    }

    private uint Node(UInt128 start, int fixedBits)
    {
        int number = _nodes.Count / RunIndex.NodeWords;
        CollectionsMarshal.SetCount(_nodes, _nodes.Count + RunIndex.NodeWords);
        Span<ulong> bits = stackalloc ulong[4];
        Span<uint> entries = stackalloc uint[256];
        int count = 0;
        int shift = 128 - fixedBits - 8;
        for (int part = 0; part < 256; part++)
        {
            uint entry = Entry(start | ((UInt128)(uint)part << shift), fixedBits + 8);
            if (count == 0 || entries[count - 1] != entry)
            {
                entries[count++] = entry;
                bits[part >> 6] |= 1UL << (part & 63);
            }
        }

        ulong places = (uint)_entries.Count;
        int before = 0;
        for (int word = 0; word < 4; word++)
        {
            places |= (ulong)before << (32 + 8 * word);
            _nodes[number * RunIndex.NodeWords + word] = bits[word];
            before += BitOperations.PopCount(bits[word]);
        }

        _nodes[number * RunIndex.NodeWords + 4] = places;
        foreach (uint entry in entries[..count])
        {
            _entries.Add(entry);
        }

        return RunIndex.NodeBit | (uint)number;
    }
}

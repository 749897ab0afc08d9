using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>
/// Finds the value of an address among runs. The upper 24 bits go through a bit map with one bit for each of the 16,777,216 blocks,
/// set where the value changes; the number of set bits up to a block is the place of its entry. An entry is a value, or a node that
/// splits the block by its next 8 bits in the same way, and so on to the last bit.
/// <code>
///  bits   1 1 0 0 0 1 ...   one word for 64 blocks        2 MB
///  ranks  0                 set bits before each word      1 MB
///  tops   v n v ...         one entry for each set bit     4 B for each change of value
///  node   256 bits | place of its first entry, counts before bytes 64, 128 and 192 | 40 B, its entries elsewhere
/// </code>
/// A table of one entry for each block (DIR-24-8) saves an access but takes 64 MB, more than a processor's cache: measured, this is faster
/// while the caches are its own, and not slower by more than a seventh when others empty them.
/// For IPv6 all that is announced lies in 2000::/3, so that 3/8 MB of bits and ranks are ever touched.
/// </summary>
internal sealed class RunIndex
{
    /// <summary>An entry with this bit is the number of a node, not a value.</summary>
    internal const uint NodeBit = 0x8000_0000;

    /// <summary>Four words of bits and one of places.</summary>
    internal const int NodeWords = 5;

    private readonly ulong[] _bits;
    private readonly int[] _ranks;
    private readonly uint[] _tops;
    private readonly ulong[] _nodes;
    private readonly uint[] _entries;

    internal RunIndex(ulong[] bits, int[] ranks, uint[] tops, ulong[] nodes, uint[] entries) =>
        (_bits, _ranks, _tops, _nodes, _entries) = (bits, ranks, tops, nodes, entries);

    /// <summary>Bytes held.</summary>
    public long Bytes => (long)_bits.Length * 8 + (long)_ranks.Length * 4 + (long)_tops.Length * 4 + (long)_nodes.Length * 8 + (long)_entries.Length * 4;

    /// <summary>The value of an IPv4 address; 0 is nobody.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(uint address)
    {
        uint entry = Top(address >> 8);
        return unchecked((int)((entry & NodeBit) == 0 ? entry : Step(entry, address)));
    }

    /// <summary>The value of an IPv6 address, given as its upper and lower halves; 0 is nobody.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong upper, ulong lower)
    {
        unchecked
        {
            uint entry = Top((uint)(upper >> 40));
            for (int shift = 32; (entry & NodeBit) != 0 && shift >= 0; shift -= 8)
            {
                entry = Step(entry, (uint)(upper >> shift));
            }

            return (int)((entry & NodeBit) == 0 ? entry : Deep(entry, lower));
        }
    }

    private uint Deep(uint entry, ulong lower)
    {
        for (int shift = 56; (entry & NodeBit) != 0; shift -= 8)
        {
            entry = Step(entry, unchecked((uint)(lower >> shift)));
        }

        return entry;
    }

    // The builder makes every place below lie inside its array: the bit of block 0 and of byte 0 is always set, so each rank is at least 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Top(uint block)
    {
        unchecked
        {
            nint word = (nint)(block >> 6);
            ulong upTo = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bits), word) << (int)(~block & 63);
            nint place = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_ranks), word) + (nint)BitOperations.PopCount(upTo) - 1;
            return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_tops), place);
        }
    }

    // Only the lowest byte of part counts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Step(uint entry, uint part)
    {
        unchecked
        {
            ref ulong node = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_nodes), (nint)(entry & ~NodeBit) * NodeWords);
            int word = (int)(part >> 6) & 3;
            ulong places = Unsafe.Add(ref node, 4);
            int before = (int)(places >> (32 + 8 * word)) & 0xFF;
            ulong upTo = Unsafe.Add(ref node, word) << (int)(~part & 63);
            nint place = (nint)(uint)places + before + BitOperations.PopCount(upTo) - 1;
            return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), place);
        }
    }
}

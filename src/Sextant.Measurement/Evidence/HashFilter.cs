namespace Sextant.Measurement.Evidence;

/// <summary>
/// Says of most hashes that are not among so many that they are not (a Bloom filter): 16 bits for each item and four of them looked at, so one stranger in four hundred passes. The bits of a hash are
/// as good as random, so its own words choose the places.
/// </summary>
internal sealed class HashFilter(int items)
{
    private const int BitsEach = 16;
    private const int Looks = 4;
    private readonly ulong[] _bits = new ulong[Math.Max(1, (long)items * BitsEach / 64)];

    internal void Add(EvidenceHash hash)
    {
        for (int look = 0; look < Looks; look++)
        {
            (long word, ulong bit) = Place(hash, look);
            _bits[word] |= bit;
        }
    }

    internal bool MayHold(EvidenceHash hash)
    {
        for (int look = 0; look < Looks; look++)
        {
            (long word, ulong bit) = Place(hash, look);
            if ((_bits[word] & bit) == 0)
            {
                return false;
            }
        }

        return true;
    }

    // 32 bits of the hash choose the word, six others the bit in it.
    private (long Word, ulong Bit) Place(EvidenceHash hash, int look)
    {
        uint part = unchecked((uint)(hash.Low >> (32 * look)));
        return ((long)((ulong)part * (ulong)_bits.Length >> 32), 1UL << (int)((unchecked((ulong)hash.High) >> (6 * look)) & 63));
    }
}

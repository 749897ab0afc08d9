using System.Security.Cryptography;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>
/// Numbers for names in lower case, of a name and all that it lies below in one pass from its end. Drawn anew in each run, so that nobody can prepare
/// names that fall together; whoever finds something by such a number still compares the name.
/// </summary>
internal static class NameHash
{
    /// <summary>Labels of a name of 255 bytes at most.</summary>
    public const int MostLabels = 128;

    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Seed;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            hash = Step(hash, bytes[i]);
        }

        return Mix(hash);
    }

    /// <summary>Where each label begins, and the number of the name from there on; the root is not among them.</summary>
    /// <returns>How many labels there are.</returns>
    public static int Labels(ReadOnlySpan<byte> name, Span<byte> starts, Span<ulong> hashes)
    {
        int count = 0;
        for (int at = 0; name[at] != 0; at += name[at] + 1)
        {
            starts[count++] = (byte)at;
        }

        ulong hash = Seed;
        int label = count - 1;
        for (int i = name.Length - 1; i >= 0; i--)
        {
            hash = Step(hash, name[i]);
            if (label >= 0 && i == starts[label])
            {
                hashes[label--] = Mix(hash);
            }
        }

        return count;
    }

    private static ulong Step(ulong hash, byte value)
    {
        ulong next = unchecked((hash ^ value) * 0x9E3779B97F4A7C15UL);
        return next ^ (next >> 29);
    }

    private static ulong Mix(ulong hash) => unchecked((hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93UL);
}

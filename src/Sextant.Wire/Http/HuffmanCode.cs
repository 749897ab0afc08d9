namespace Sextant.Wire.Http;

/// <summary>The fixed code in which HTTP/2 writes strings shorter (RFC 7541 appendix B).</summary>
public static class HuffmanCode
{
    /// <summary>Decoded bytes for each coded one at the most: the shortest code has five bits.</summary>
    public const int MostGrowth = 2;

    private const int EndOfString = 256;
    private const int LongestCode = 30;

    // Bits of each byte's code, and of the end. The code is canonical: codes of one length follow each other in the order of the bytes,
    // so that the lengths say all.
    private static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    private static readonly Code Table = Code.Build();

    /// <summary>Decodes a whole string.</summary>
    /// <param name="coded">The coded string.</param>
    /// <param name="into">Where the bytes go: <see cref="MostGrowth"/> times as many as are coded are enough.</param>
    /// <param name="length">How many came out.</param>
    /// <returns>False for the end of string inside it, for padding that is none, or too little room.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> coded, Span<byte> into, out int length)
    {
        length = 0;
        int code = 0;
        int bits = 0;
        foreach (byte octet in coded)
        {
            for (int at = 7; at >= 0; at--)
            {
                code = (code << 1) | ((octet >> at) & 1);
                bits++;
                int past = code - Table.First[bits];
                if (past < 0 || past >= Table.Count[bits])
                {
                    if (bits == LongestCode)
                    {
                        return false;
                    }

                    continue;
                }

                int symbol = Table.Symbols[Table.Offset[bits] + past];
                if (symbol == EndOfString || length == into.Length)
                {
                    return false;
                }

                into[length++] = (byte)symbol;
                code = 0;
                bits = 0;
            }
        }

        // RFC 7541 section 5.2: padding is shorter than a byte and all ones.
        return bits < 8 && code == (1 << bits) - 1;
    }

    /// <summary>The code by lengths: the first code of each, how many there are, where their symbols begin.</summary>
    private sealed record Code(int[] First, int[] Count, int[] Offset, short[] Symbols)
    {
        public static Code Build()
        {
            int[] first = new int[LongestCode + 1];
            int[] count = new int[LongestCode + 1];
            int[] offset = new int[LongestCode + 1];
            var symbols = new List<short>(Lengths.Length);
            int next = 0;
            for (int bits = 1; bits <= LongestCode; bits++)
            {
                next <<= 1;
                (first[bits], offset[bits]) = (next, symbols.Count);
                for (int symbol = 0; symbol < Lengths.Length; symbol++)
                {
                    if (Lengths[symbol] == bits)
                    {
                        symbols.Add((short)symbol);
                    }
                }

                count[bits] = symbols.Count - offset[bits];
                next += count[bits];
            }

            return new Code(first, count, offset, [.. symbols]);
        }
    }
}

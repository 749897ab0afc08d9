using System.Text;

namespace Sextant.Wire.Http;

/// <summary>Reads the blocks of header fields of one HTTP/2 connection, in their order (RFC 7541).</summary>
/// <param name="mostList">What all fields of one block may count together: names, values and 32 for each (RFC 9113 section 6.5.2).</param>
public sealed class HpackReader(int mostList)
{
    /// <summary>4,096: the size every peer may use until it is told otherwise (RFC 9113 section 6.5.2).</summary>
    public const int TableSize = 4096;

    // 2^21: far over any length or index here, far below what overflows.
    private const int MostNumber = 1 << 21;

    private readonly HpackTable table = new(TableSize);

    // RFC 7541 section 6: the first bits tell what follows.
    //   1xxxxxxx  a field by its index            01xxxxxx  name by index or as text, value as text, kept
    //   001xxxxx  the table's new size            0000xxxx, 0001xxxx  the same, not kept

    /// <summary>Reads a whole block and adds its fields. After a fault the connection's table is no longer the peer's, and nothing more can be read.</summary>
    public bool TryRead(ReadOnlySpan<byte> block, List<KeyValuePair<string, string>> fields, out HpackFault fault)
    {
        int listed = 0;
        bool began = false;
        while (block.Length > 0)
        {
            if ((block[0] & 0xE0) == 0x20)
            {
                if (!TryReadNumber(ref block, 5, out int size, out fault))
                {
                    return false;
                }

                if (began || size > table.Most)
                {
                    fault = HpackFault.BadTableSize;
                    return false;
                }

                table.Resize(size);
                continue;
            }

            began = true;
            if (!TryReadField(ref block, out string name, out string value, out int bytes, out fault))
            {
                return false;
            }

            listed += bytes + HpackTable.EntryOverhead;
            if (listed > mostList)
            {
                fault = HpackFault.TooLarge;
                return false;
            }

            fields.Add(KeyValuePair.Create(Read(name), Read(value)));
        }

        fault = HpackFault.None;
        return true;
    }

    private bool TryReadField(ref ReadOnlySpan<byte> block, out string name, out string value, out int bytes, out HpackFault fault)
    {
        byte first = block[0];
        bool whole = (first & 0x80) != 0;
        bool kept = (first & 0xC0) == 0x40;
        name = value = "";
        bytes = 0;
        if (!TryReadNumber(ref block, whole ? 7 : kept ? 6 : 4, out int index, out fault))
        {
            return false;
        }

        if (index > 0 || whole)
        {
            if (!table.TryGet(index, out var found))
            {
                fault = HpackFault.NoSuchIndex;
                return false;
            }

            name = found.Name;
            value = whole ? found.Value : "";
        }
        else if (!TryReadText(ref block, out name, out fault))
        {
            return false;
        }

        if (!whole && !TryReadText(ref block, out value, out fault))
        {
            return false;
        }

        bytes = name.Length + value.Length;
        if (kept)
        {
            table.Add(name, value, bytes);
        }

        return true;
    }

    /// <summary>RFC 7541 section 5.2. Each byte one character, so that lengths stay those the peer counts with.</summary>
    private bool TryReadText(ref ReadOnlySpan<byte> block, out string text, out HpackFault fault)
    {
        text = "";
        if (block.Length == 0)
        {
            fault = HpackFault.Short;
            return false;
        }

        bool coded = (block[0] & 0x80) != 0;
        if (!TryReadNumber(ref block, 7, out int length, out fault))
        {
            return false;
        }

        if (length > block.Length || length > mostList)
        {
            fault = length > block.Length ? HpackFault.Short : HpackFault.TooLarge;
            return false;
        }

        var here = block[..length];
        block = block[length..];
        if (!coded)
        {
            text = Encoding.Latin1.GetString(here);
            return true;
        }

        byte[] plain = new byte[length * HuffmanCode.MostGrowth];
        if (!HuffmanCode.TryDecode(here, plain, out int decoded))
        {
            fault = HpackFault.BadHuffman;
            return false;
        }

        text = Encoding.Latin1.GetString(plain.AsSpan(0, decoded));
        return true;
    }

    /// <summary>The text for people: UTF-8; what is none becomes U+FFFD.</summary>
    private static string Read(string bytes) => Ascii.IsValid(bytes) ? bytes : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    /// <summary>RFC 7541 section 5.1: what does not fit into the prefix goes on in groups of seven bits, the lowest first.</summary>
    private static bool TryReadNumber(ref ReadOnlySpan<byte> block, int prefix, out int number, out HpackFault fault)
    {
        fault = HpackFault.Short;
        number = 0;
        if (block.Length == 0)
        {
            return false;
        }

        int full = (1 << prefix) - 1;
        number = block[0] & full;
        block = block[1..];
        bool more = number == full;
        for (int shift = 0; more; shift += 7)
        {
            if (block.Length == 0)
            {
                return false;
            }

            byte group = block[0];
            block = block[1..];
            // The third group reaches 2^21; longer ones carry nothing that is needed, or zeros without end.
            number += shift <= 14 ? (group & 0x7F) << shift : 0;
            more = (group & 0x80) != 0;
            if (number > MostNumber || shift > 14)
            {
                fault = HpackFault.NumberTooLarge;
                return false;
            }
        }

        fault = HpackFault.None;
        return true;
    }
}

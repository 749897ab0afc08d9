using System.Globalization;
using System.Text;

namespace Sextant.Lab.Http;

/// <summary>
/// As much of HPACK (RFC 7541) as a server of the world needs. Strings in Huffman code are not decoded and read as empty:
/// the host is then the one of the handshake and the path is <c>/</c>.
/// </summary>
internal sealed class Hpack
{
    // RFC 7541 section 4.2: what a client may use before it has seen other settings.
    private const int TableSize = 4096;

    // RFC 7541 appendix A, as far as requests are concerned; an empty name is one that nothing here looks at.
    private static readonly Dictionary<int, (string Name, string Value)> Static = new()
    {
        [1] = (":authority", ""), [2] = (":method", "GET"), [3] = (":method", "POST"), [4] = (":path", "/"), [5] = (":path", "/index.html"),
        [6] = (":scheme", "http"), [7] = (":scheme", "https"), [58] = ("user-agent", ""),
    };

    private const int StaticEntries = 61;

    private readonly LinkedList<(string Name, string Value)> _dynamic = new();
    private int _size;

    /// <summary>The fields of a header block; false when it cannot be read.</summary>
    public bool TryDecode(ReadOnlySpan<byte> block, Dictionary<string, string> fields)
    {
        int at = 0;
        while (at < block.Length)
        {
            byte first = block[at];
            bool indexed = (first & 0x80) != 0;
            int prefix = indexed ? 7 : (first & 0x40) != 0 ? 6 : (first & 0x20) != 0 ? 5 : 4;
            if (!TryInteger(block, ref at, prefix, out int index))
            {
                return false;
            }

            if (prefix == 5)
            {
                continue; // a change of the table's size: the bound is kept as it is
            }

            var (name, value) = Entry(index);
            if (!indexed && ((index == 0 && !TryString(block, ref at, out name)) || !TryString(block, ref at, out value)))
            {
                return false;
            }

            fields[name] = value;
            if (prefix == 6)
            {
                Remember(name, value);
            }
        }

        return true;
    }

    /// <summary>The header block of a response: literals without indexing, so no state is shared (RFC 7541 section 6.2.2).</summary>
    public static byte[] Encode(int status, IEnumerable<(string Name, string Value)> headers)
    {
        var block = new List<byte> { 0x08 }; // the name of entry 8, :status
        String(block, status.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in headers)
        {
            block.Add(0);
            String(block, name.ToLowerInvariant());
            String(block, value);
        }

        return [.. block];
    }

    private static void String(List<byte> block, string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        if (bytes.Length < 127)
        {
            block.Add((byte)bytes.Length);
        }
        else
        {
            // RFC 7541 section 5.1.
            block.Add(127);
            int rest = bytes.Length - 127;
            for (; rest >= 128; rest /= 128)
            {
                block.Add((byte)((rest % 128) + 128));
            }

            block.Add((byte)rest);
        }

        block.AddRange(bytes);
    }

    private static bool TryInteger(ReadOnlySpan<byte> block, ref int at, int prefix, out int value)
    {
        int mask = (1 << prefix) - 1;
        value = block[at++] & mask;
        if (value < mask)
        {
            return true;
        }

        for (int shift = 0; shift <= 14 && at < block.Length; shift += 7)
        {
            byte next = block[at++];
            value += (next & 0x7F) << shift;
            if ((next & 0x80) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryString(ReadOnlySpan<byte> block, ref int at, out string text)
    {
        text = "";
        if (at >= block.Length)
        {
            return false;
        }

        bool huffman = (block[at] & 0x80) != 0;
        if (!TryInteger(block, ref at, 7, out int length) || block.Length - at < length)
        {
            return false;
        }

        text = huffman ? "" : Encoding.Latin1.GetString(block.Slice(at, length));
        at += length;
        return true;
    }

    private (string Name, string Value) Entry(int index) => index <= StaticEntries
        ? Static.GetValueOrDefault(index, ("", ""))
        : _dynamic.ElementAtOrDefault(index - StaticEntries - 1) is { Name: not null } known ? known : ("", "");

    private void Remember(string name, string value)
    {
        _dynamic.AddFirst((name, value));
        _size += name.Length + value.Length + 32; // RFC 7541 section 4.1
        while (_size > TableSize && _dynamic.Last is { } last)
        {
            _size -= last.Value.Name.Length + last.Value.Value.Length + 32;
            _dynamic.RemoveLast();
        }
    }
}

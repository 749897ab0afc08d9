using System.Text;

namespace Sextant.Wire.Http;

/// <summary>Writes header fields as text that is never kept (RFC 7541 section 6.2.3): a connection that asks once gains nothing from tables.</summary>
public static class HpackWriter
{
    /// <summary>Adds a field to a block.</summary>
    public static void Write(List<byte> block, string name, string value)
    {
        block.Add(0x10);
        WriteText(block, name);
        WriteText(block, value);
    }

    private static void WriteText(List<byte> block, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int rest = bytes.Length - 0x7F;
        block.Add((byte)Math.Min(bytes.Length, 0x7F));
        if (rest >= 0)
        {
            for (; rest >= 0x80; rest >>= 7)
            {
                block.Add((byte)((rest & 0x7F) | 0x80));
            }

            block.Add((byte)rest);
        }

        block.AddRange(bytes);
    }
}

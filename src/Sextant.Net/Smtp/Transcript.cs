using System.Buffers;

namespace Sextant.Net.Smtp;

/// <summary>What was said, bounded; the first bytes are kept, since that is where the faults are.</summary>
internal sealed class Transcript(int bound)
{
    // 512 B: what most conversations take; it doubles for those that take more.
    private readonly ArrayBufferWriter<byte> bytes = new(512);

    public void Sent(ReadOnlySpan<byte> line) => Add("C: "u8, line);

    public void Received(ReadOnlySpan<byte> line) => Add("S: "u8, line);

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    private void Add(ReadOnlySpan<byte> mark, ReadOnlySpan<byte> line)
    {
        if (bytes.WrittenCount + mark.Length + line.Length + 2 <= bound)
        {
            bytes.Write(mark);
            bytes.Write(line);
            bytes.Write("\r\n"u8);
        }
    }
}

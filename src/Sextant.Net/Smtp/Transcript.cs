namespace Sextant.Net.Smtp;

/// <summary>What was said, bounded; the first bytes are kept, since that is where the faults are.</summary>
internal sealed class Transcript(int bound)
{
    private readonly MemoryStream bytes = new();

    public void Sent(ReadOnlySpan<byte> line) => Add("C: "u8, line);

    public void Received(ReadOnlySpan<byte> line) => Add("S: "u8, line);

    public byte[] ToArray() => bytes.ToArray();

    private void Add(ReadOnlySpan<byte> mark, ReadOnlySpan<byte> line)
    {
        if (bytes.Length + mark.Length + line.Length + 2 <= bound)
        {
            bytes.Write(mark);
            bytes.Write(line);
            bytes.Write("\r\n"u8);
        }
    }
}

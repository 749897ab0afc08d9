using System.Buffers;

namespace Sextant.Net.Http.Bodies;

/// <summary>Bytes gathered as they come, in a buffer of the pool that grows with them: who announces much and sends little costs little.</summary>
/// <param name="most">Bytes kept; what comes beyond is not taken.</param>
internal sealed class PooledBytes(int most) : IDisposable
{
    // 4 KiB: half of all pages fit in twice as much, and no buffer of the pool is worth less.
    private const int Least = 4 * 1024;

    private byte[] buffer = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => buffer.AsSpan(0, Length);

    /// <summary>Takes what there is room for.</summary>
    /// <returns>How many bytes it took.</returns>
    public int Add(ReadOnlySpan<byte> piece)
    {
        int taken = Math.Min(piece.Length, most - Length);
        if (Length + taken > buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(most, Math.Max(Length + taken, Math.Max(Least, 2 * Length))));
            Span.CopyTo(larger);
            (buffer, byte[] before) = (larger, buffer);
            ArrayPool<byte>.Shared.Return(before);
        }

        piece[..taken].CopyTo(buffer.AsSpan(Length));
        Length += taken;
        return taken;
    }

    /// <summary>What was gathered, as a stream; not after it was disposed.</summary>
    public MemoryStream Open() => new(buffer, 0, Length, writable: false);

    /// <summary>Gives the buffer back; nothing is in it any more.</summary>
    public void Dispose()
    {
        (Length, byte[] before) = (0, buffer);
        buffer = [];
        ArrayPool<byte>.Shared.Return(before);
    }
}

using System.Buffers;

namespace Sextant.Measurement.Evidence;

/// <summary>
/// Bytes that grow in a rented array and are given back: a scan's record is so long that the collector would look at the whole heap for a few hundred of them.
/// </summary>
internal sealed class PooledBytes : IBufferWriter<byte>, IDisposable
{
    /// <summary>128 KiB: the record of a site with www, mail and zone.</summary>
    private const int First = 128 << 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(First);
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - _length < Math.Max(1, sizeHint))
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + sizeHint));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }
}

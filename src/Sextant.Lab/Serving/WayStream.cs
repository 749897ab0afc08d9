using Sextant.Lab.Network;

namespace Sextant.Lab.Serving;

/// <summary>
/// A connection over a bad way: each answer after something was heard takes a round trip longer, or segments over
/// 1,280 bytes vanish (and with them all that follows, as TCP delivers in order). The connection itself belongs to the
/// door and is not closed here.
/// </summary>
internal sealed class WayStream(Stream inner, PathRule rule, Served served) : Stream
{
    // 1,280 bytes is the least MTU of IPv6 (RFC 8200 section 5); 60 are the headers of IPv6 and TCP.
    private const int LargestSegment = 1280 - 60;

    private bool _heard = true;
    private bool _lost;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("only asynchronously");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _heard = true;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (rule.Fate == PathFate.BlackHole && (_lost |= buffer.Length > LargestSegment))
        {
            return;
        }

        if (rule.Fate == PathFate.Delays && _heard)
        {
            _heard = false;
            await served.PauseAsync(rule.RoundTrip, cancellationToken).ConfigureAwait(false);
        }

        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("only asynchronously");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>
    /// Where segments were lost, the end of the connection is not heard either: it would come after them. Waits until the other side goes.
    /// </summary>
    public async Task HoldAsync(CancellationToken cancellation)
    {
        byte[] buffer = new byte[512];
        while (_lost && await inner.ReadAsync(buffer, cancellation).ConfigureAwait(false) > 0)
        {
        }
    }
}

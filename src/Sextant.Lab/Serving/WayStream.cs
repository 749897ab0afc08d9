using Sextant.Lab.Network;
using Sextant.Net;

namespace Sextant.Lab.Serving;

/// <summary>
/// A connection over a bad way: each answer after something was heard takes a round trip longer, or segments over
/// 1,280 bytes vanish (and with them all that follows, as TCP delivers in order). The connection itself belongs to the
/// door and is not closed here.
/// </summary>
internal sealed class WayStream(Stream inner, PathRule rule, Served served) : AsyncStream
{
    // 1,280 bytes is the least MTU of IPv6 (RFC 8200 section 5); 60 are the headers of IPv6 and TCP.
    private const int LargestSegment = 1280 - 60;

    private bool _heard = true;
    private bool _lost;

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _heard = true;
        return read;
    }

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

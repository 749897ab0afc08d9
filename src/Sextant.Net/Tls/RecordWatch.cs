namespace Sextant.Net.Tls;

/// <summary>
/// Passes bytes on and watches the peer's TLS records for an alert in the clear, which the TLS layer reports only as text of the
/// system's library. Counts what came.
/// </summary>
// RFC 8446 section 5.1: | type (1) | version (2) | length (2) | fragment |; an alert is type 21, level (1), description (1).
internal sealed class RecordWatch(Stream inner) : AsyncStream
{
    private const byte AlertType = 21;
    private const byte ApplicationData = 23;

    private readonly byte[] header = new byte[5];
    private readonly byte[] body = new byte[2];
    private int headerFilled;
    private int fragmentLeft;
    private int bodyFilled;
    private bool done;

    /// <summary>Description of the first alert that came unencrypted.</summary>
    public byte? Alert { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Watch(buffer.Span[..read]);
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        BytesRead += bytes.Length;
        while (!done && bytes.Length > 0)
        {
            if (fragmentLeft == 0)
            {
                int part = Math.Min(header.Length - headerFilled, bytes.Length);
                bytes[..part].CopyTo(header.AsSpan(headerFilled));
                headerFilled += part;
                bytes = bytes[part..];
                if (headerFilled == header.Length)
                {
                    headerFilled = 0;
                    bodyFilled = 0;
                    fragmentLeft = (header[3] << 8) | header[4];
                    // From the first protected record on nothing can be read any more.
                    done = header[0] == ApplicationData;
                }

                continue;
            }

            int taken = Math.Min(fragmentLeft, bytes.Length);
            WatchFragment(bytes[..taken]);
            fragmentLeft -= taken;
            bytes = bytes[taken..];
        }
    }

    private void WatchFragment(ReadOnlySpan<byte> fragment)
    {
        if (header[0] != AlertType || ((header[3] << 8) | header[4]) != 2)
        {
            return; // an encrypted alert of TLS 1.2 is longer
        }

        fragment.CopyTo(body.AsSpan(bodyFilled));
        bodyFilled += fragment.Length;
        if (bodyFilled == 2)
        {
            Alert ??= body[1];
            done = true;
        }
    }
}

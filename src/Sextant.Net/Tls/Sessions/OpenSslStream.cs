using System.Buffers;
using System.Security.Authentication;
using static Sextant.Net.Tls.Sessions.OpenSslCalls;

namespace Sextant.Net.Tls.Sessions;

/// <summary>
/// A TLS session of OpenSSL between two buffers in memory; what lies in them goes to and comes from the connection below. One read
/// or write at a time.
/// </summary>
internal sealed class OpenSslStream : AsyncStream
{
    // 16 KiB: a record (RFC 8446 section 5.2) but for its overhead, and what the pool lends whole; one byte more, and thousands of sessions would each hold 32.
    private const int BufferSize = 16 * 1024;

    private readonly Stream connection;
    private readonly nint incoming;
    private readonly nint outgoing;
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private bool closed;

    public OpenSslStream(Stream connection, Session session)
    {
        this.connection = connection;
        Session = session;
        incoming = NewBio(MemoryMethod());
        outgoing = NewBio(MemoryMethod());
        SetBios(session, incoming, outgoing);
    }

    public Session Session { get; }

    /// <summary>Shakes hands.</summary>
    public async ValueTask HandshakeAsync(CancellationToken cancellation)
    {
        for (; ; )
        {
            ClearErrors();
            int error = Step(Handshake(Session));
            if (error is not (0 or ErrorWantRead))
            {
                await SayWhyAsync(cancellation).ConfigureAwait(false);
                throw new AuthenticationException("the handshake failed");
            }

            await SendAsync(cancellation).ConfigureAwait(false);
            if (error == 0)
            {
                return;
            }

            if (!await ReceiveAsync(cancellation).ConfigureAwait(false))
            {
                throw new IOException("the connection ended in the handshake");
            }
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        for (; ; )
        {
            ClearErrors();
            int read = OpenSslCalls.Read(Session, into.Span, into.Length);
            if (read > 0)
            {
                return read;
            }

            int error = Step(read);
            await SendAsync(cancellationToken).ConfigureAwait(false);
            if (error == ErrorZeroReturn || (error == ErrorWantRead && !await ReceiveAsync(cancellationToken).ConfigureAwait(false)))
            {
                return 0;
            }

            if (error != ErrorWantRead)
            {
                throw new IOException("the TLS session broke");
            }
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> from, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        ClearErrors();
        // Without a bound the buffer in memory takes everything at once, and OpenSSL never waits.
        if (from.Length > 0 && Step(OpenSslCalls.Write(Session, from.Span, from.Length)) != 0)
        {
            throw new IOException("the TLS session broke");
        }

        await SendAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
        {
            closed = true;
            Session.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>0 when the call did its work, else why not.</summary>
    private int Step(int returned) => returned > 0 ? 0 : ErrorOf(Session, returned);

    /// <summary>The alert that tells the peer what was wrong; a peer that has hung up misses nothing.</summary>
    private async ValueTask SayWhyAsync(CancellationToken cancellation)
    {
        try
        {
            await SendAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The handshake's own end is told, not that nobody heard of it.
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        while (ControlBio(outgoing, ControlPending, 0, 0) > 0)
        {
            int length = ReadBio(outgoing, buffer, buffer.Length);
            if (length <= 0)
            {
                return;
            }

            await connection.WriteAsync(buffer.AsMemory(0, length), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>False at the end of the connection.</summary>
    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellation)
    {
        int length = await connection.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        if (length > 0)
        {
            WriteBio(incoming, buffer.AsSpan(0, length), length);
        }

        return length > 0;
    }
}

using System.Net;
using System.Net.Sockets;
using Sextant.Lab.Network;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Serving;

/// <summary>One UDP socket on loopback for one virtual endpoint of a name server or resolver.</summary>
internal sealed class UdpDoor : IAsyncDisposable
{
    // Answers that wait for their time; beyond it questions are lost, as in any full server.
    private const int LargestQueue = 10_000;

    // 4 MB: a country's questions to its one resolver come in bursts, and the system's usual 200 kB hold 280 of them.
    private const int LargestBurst = 4 << 20;

    private readonly CancellationTokenSource _closing = new();
    private readonly Socket _socket;
    private readonly Func<IDnsService?> _service;
    private readonly Func<PathRule?> _way;
    private readonly Served _served;
    private readonly Task _receiving;
    private int _questions;
    private int _waiting;

    public UdpDoor(Served served, Func<IDnsService?> service, Func<PathRule?> way)
    {
        (_served, _service, _way) = (served, service, way);
        var loopback = served.At.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        _socket = new Socket(loopback.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = LargestBurst };
        _socket.Bind(new IPEndPoint(loopback, 0));
        Real = (IPEndPoint)_socket.LocalEndPoint!;
        _receiving = ReceiveAsync();
    }

    public IPEndPoint Real { get; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _receiving.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[4096]; // questions are short; a longer one is cut and not understood
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                int read = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, _closing.Token).ConfigureAwait(false);
                Handle(buffer.AsSpan(0, read), from);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // An answer that nobody waited for any more comes back as an error of the next receive.
            }
        }
    }

    private void Handle(ReadOnlySpan<byte> bytes, SocketAddress from)
    {
        var way = _way();
        if (way?.Fate == PathFate.Loses && (uint)_questions++ % (uint)way.Every == 0)
        {
            return;
        }

        if (_service() is not { } service || !DnsReader.TryRead(bytes, out var query, out _))
        {
            return;
        }

        var reply = service.Answer(query, Transport.Udp, _served);
        var wait = reply.Thinks + (way?.Fate == PathFate.Delays ? way.RoundTrip : TimeSpan.Zero);
        if (reply.Bytes is not { } answer)
        {
            return;
        }

        if (wait <= TimeSpan.Zero)
        {
            _socket.SendTo(answer, SocketFlags.None, from);
        }
        else if (Interlocked.Increment(ref _waiting) <= LargestQueue)
        {
            _ = SendLaterAsync(answer, Copy(from), wait);
        }
        else
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static SocketAddress Copy(SocketAddress address)
    {
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }

    private async Task SendLaterAsync(byte[] answer, SocketAddress to, TimeSpan wait)
    {
        try
        {
            await _served.PauseAsync(wait, _closing.Token).ConfigureAwait(false);
            await _socket.SendToAsync(answer, SocketFlags.None, to, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The world has ended, or the asker is gone.
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

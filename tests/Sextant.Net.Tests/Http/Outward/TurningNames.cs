using System.Net;
using System.Net.Sockets;

namespace Sextant.Net.Tests.Http.Outward;

/// <summary>A resolver on loopback that answers every question for an address with the one of the moment: what an attacker's does.</summary>
internal sealed class TurningNames : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public TurningNames()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _work = WorkAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public IPAddress Address { get; set; } = IPAddress.None;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        byte[] room = new byte[1500];
        while (true)
        {
            SocketReceiveFromResult got = await _socket.ReceiveFromAsync(room, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            await _socket.SendToAsync(Answer(room.AsSpan(0, got.ReceivedBytes)), got.RemoteEndPoint, _stop.Token);
        }
    }

    // RFC 1035, section 4.1: header, the question as it came, and for type A one record that may not be kept.
    private byte[] Answer(ReadOnlySpan<byte> query)
    {
        int end = 12;
        while (query[end] != 0)
        {
            end += query[end] + 1;
        }

        bool isA = query[end + 2] == 1;
        List<byte> answer = [query[0], query[1], 0x81, 0x80, 0, 1, 0, (byte)(isA ? 1 : 0), 0, 0, 0, 0, .. query[12..(end + 5)]];
        if (isA)
        {
            answer.AddRange([0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, .. Address.GetAddressBytes()]);
        }

        return [.. answer];
    }
}

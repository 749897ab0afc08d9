using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sextant.Net.Tests;

/// <summary>A network under the guard: virtual endpoints mapped to sockets on loopback. What is not mapped is unreachable, and everything dialled is remembered.</summary>
public sealed class MappedNetwork : INetwork
{
    private readonly ConcurrentDictionary<IPEndPoint, IPEndPoint> map = new();
    private readonly MachineNetwork machine = new();

    /// <summary>Every endpoint that was dialled, in order.</summary>
    public ConcurrentQueue<IPEndPoint> Dialled { get; } = new();

    /// <summary>Lets a virtual endpoint lead to a real one.</summary>
    public MappedNetwork Map(string address, int port, IPEndPoint real)
    {
        map[new IPEndPoint(IPAddress.Parse(address), port)] = real;
        return this;
    }

    /// <inheritdoc/>
    public ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        Dialled.Enqueue(remote);
        return map.TryGetValue(remote, out var real)
            ? machine.ConnectTcpAsync(real, cancellation)
            : throw new SocketException((int)SocketError.HostUnreachable);
    }

    /// <inheritdoc/>
    public Socket OpenUdp(IPEndPoint remote)
    {
        Dialled.Enqueue(remote);
        return map.TryGetValue(remote, out var real) ? machine.OpenUdp(real) : throw new SocketException((int)SocketError.HostUnreachable);
    }

    /// <inheritdoc/>
    public IPEndPoint? Route(IPEndPoint remote)
    {
        Dialled.Enqueue(remote);
        return !map.TryGetValue(remote, out IPEndPoint? real) ? null
            : remote.AddressFamily == AddressFamily.InterNetworkV6 ? new IPEndPoint(real.Address.MapToIPv6(), real.Port) : real;
    }

    /// <inheritdoc/>
    public Socket OpenUdp(AddressFamily family)
    {
        // Servers behind virtual IPv6 addresses may listen on IPv4.
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        if (family == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = true;
        }

        socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
        return socket;
    }
}

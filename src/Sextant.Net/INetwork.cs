using System.Net;
using System.Net.Sockets;

namespace Sextant.Net;

/// <summary>
/// What lies under every dial: the one place that opens sockets towards others. The guard judges the address
/// before this is called; a laboratory maps (virtual address, port) to a socket on loopback behind this face.
/// </summary>
public interface INetwork
{
    /// <summary>Opens a TCP connection to exactly this endpoint. Never falls back to another address or family.</summary>
    /// <exception cref="SocketException">Refused, unreachable, reset, and whatever else the system says.</exception>
    ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation);

    /// <summary>
    /// How long this connection took to be made as the system itself saw it; null when it does not say, and the caller's own clock counts.
    /// A program on a busy machine hears late of what the system had long done.
    /// </summary>
    TimeSpan? ConnectTime(Socket connected) => null;

    /// <summary>A UDP socket connected to exactly this endpoint, from a source port the system draws at random.</summary>
    /// <exception cref="SocketException">Unreachable.</exception>
    Socket OpenUdp(IPEndPoint remote);

    /// <summary>A UDP socket for many peers of one family, on a port that the system draws; datagrams go to where <see cref="Route"/> says.</summary>
    /// <exception cref="SocketException">There is no such family here.</exception>
    Socket OpenUdp(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Where datagrams to this endpoint are to be sent in truth; null where it cannot be reached.</summary>
    IPEndPoint? Route(IPEndPoint remote) => remote;

    /// <summary>The own address from which packets to this endpoint leave; null when there is no way to it. Sends nothing.</summary>
    IPAddress? SourceAddress(IPEndPoint remote)
    {
        try
        {
            using Socket socket = OpenUdp(remote);
            return (socket.LocalEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}

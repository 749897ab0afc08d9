using System.Net;
using System.Net.Sockets;

namespace Sextant.Testing;

/// <summary>Ports on loopback.</summary>
public static class Ports
{
    /// <summary>A port that is free now for TCP and UDP on 127.0.0.1 and ::1: for servers that must be told theirs.</summary>
    public static int Free()
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            using var v4 = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            v4.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            int port = ((IPEndPoint)v4.LocalEndPoint!).Port;
            if (CanBind(IPAddress.IPv6Loopback, port, SocketType.Stream) && CanBind(IPAddress.IPv6Loopback, port, SocketType.Dgram)
                && CanBind(IPAddress.Loopback, port, SocketType.Dgram))
            {
                return port;
            }
        }

        throw new InvalidOperationException("no port of 100 was free on both families");
    }

    private static bool CanBind(IPAddress address, int port, SocketType type)
    {
        using var socket = new Socket(address.AddressFamily, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

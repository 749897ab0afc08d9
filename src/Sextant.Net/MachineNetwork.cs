using System.Net;
using System.Net.Sockets;

namespace Sextant.Net;

/// <summary>The machine's own network: real sockets to the address that was asked for.</summary>
public sealed class MachineNetwork : INetwork
{
    /// <inheritdoc/>
    public async ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(remote, cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public TimeSpan? ConnectTime(Socket connected) => OperatingSystem.IsLinux() ? ConnectTimes.OfLinux(connected) : null;

    /// <inheritdoc/>
    public Socket OpenUdp(IPEndPoint remote)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(remote);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

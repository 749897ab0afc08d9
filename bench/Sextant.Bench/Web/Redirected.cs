using System.Net;
using System.Net.Sockets;
using Sextant.Net;
using Sextant.Net.Guard;
using Sextant.Wire.Addresses;

namespace Sextant.Bench.Web;

/// <summary>Well-known ports of this machine may be somebody's: the server listens where there was room.</summary>
internal sealed class Redirected(int port) : INetwork
{
    /// <summary>Lets loopback through.</summary>
    public static readonly DialGuardOptions Guard = new()
    {
        OwnNetworks = [IpPrefix.Of(IPAddress.Loopback, 8), IpPrefix.Of(IPAddress.IPv6Loopback, 128)],
        AllowOwnHost = true,
    };

    private readonly MachineNetwork machine = new();

    public ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation) =>
        machine.ConnectTcpAsync(new IPEndPoint(remote.Address, port), cancellation);

    public TimeSpan? ConnectTime(Socket connected) => machine.ConnectTime(connected);

    public Socket OpenUdp(IPEndPoint remote) => machine.OpenUdp(remote);
}

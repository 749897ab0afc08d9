using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sextant.Net;

namespace Sextant.Cli.Tests.Parts;

/// <summary>A network in which addresses of a test's own lead to real servers on loopback, and nothing leads anywhere else. What was dialled is remembered.</summary>
internal sealed class RealServers : INetwork
{
    private readonly Dictionary<IPEndPoint, IPEndPoint> _leads = [];
    private readonly MachineNetwork _machine = new();

    /// <summary>Every endpoint that was dialled.</summary>
    public ConcurrentQueue<IPEndPoint> Dialled { get; } = new();

    public RealServers Lead(string address, int port, IPEndPoint server)
    {
        _leads[new IPEndPoint(IPAddress.Parse(address), port)] = server;
        return this;
    }

    /// <inheritdoc/>
    public ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation) => _machine.ConnectTcpAsync(Real(remote), cancellation);

    /// <inheritdoc/>
    public Socket OpenUdp(IPEndPoint remote) => _machine.OpenUdp(Real(remote));

    private IPEndPoint Real(IPEndPoint remote)
    {
        Dialled.Enqueue(remote);
        return _leads.TryGetValue(remote, out IPEndPoint? real) ? real : throw new SocketException((int)SocketError.HostUnreachable);
    }
}

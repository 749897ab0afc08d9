using System.Net;
using System.Net.Sockets;
using Sextant.Net;

namespace Sextant.Cli.Tests.Measuring;

/// <summary>A network in which each dial goes where a test says: into the world, to a server on loopback, or nowhere.</summary>
internal sealed class DivertedNetwork : INetwork
{
    /// <summary>What a dial that gets lost leads to.</summary>
    public static readonly IPEndPoint Nowhere = new(IPAddress.None, 0);

    private readonly MachineNetwork _machine = new();

    /// <summary>The world's network.</summary>
    public INetwork Inner { get; set; } = new MachineNetwork();

    /// <summary>Where a connection to this endpoint leads; null: into the world.</summary>
    public Func<IPEndPoint, IPEndPoint?> Leads { get; set; } = _ => null;

    /// <inheritdoc/>
    public async ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        IPEndPoint? server = Leads(remote);
        if (server == Nowhere)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }

        return server is null ? await Inner.ConnectTcpAsync(remote, cancellation) : await _machine.ConnectTcpAsync(server, cancellation);
    }

    /// <inheritdoc/>
    public Socket OpenUdp(IPEndPoint remote) => Inner.OpenUdp(remote);

    /// <inheritdoc/>
    public IPAddress? SourceAddress(IPEndPoint remote) => Inner.SourceAddress(remote);
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sextant.Net;

namespace Sextant.Lab.Network;

/// <summary>
/// The transport of a world: maps each virtual endpoint to its own socket on loopback. It lies under the guard,
/// which judges the virtual address; it never opens a socket to anything but loopback.
/// </summary>
public sealed class LabNetwork : INetwork, IDisposable
{
    // What was dialled is kept for tests that ask "was a forbidden address ever contacted"; bounded, because a campaign dials millions.
    private const int DialledKept = 10_000;

    // Port 1 (tcpmux) is closed on every machine that has no superuser's service on it: a datagram to it is refused by the system itself.
    private const int ClosedPort = 1;

    private readonly ConcurrentDictionary<(IPEndPoint, PathRule), int> _connections = new();
    private readonly ConcurrentDictionary<(IPAddress Address, int Port, Transport), int> _dialled = new();
    private readonly MachineNetwork _machine = new();
    private readonly ConditionalWeakTable<Socket, object> _delays = []; // of connections over a slow way: its round trip, boxed
    private readonly Func<LabMap> _map;
    private readonly Socket _sinkV4 = Sink(IPAddress.Loopback);
    private readonly Socket _sinkV6 = Sink(IPAddress.IPv6Loopback);

    /// <summary>A network over a map that may change while the world runs.</summary>
    internal LabNetwork(Func<LabMap> map) => _map = map;

    /// <summary>A network over a map that stays.</summary>
    public LabNetwork(LabMap map)
        : this(() => map)
    {
    }

    /// <summary>Each virtual endpoint that was dialled, with how often, whatever became of it; the first 10,000 different ones.</summary>
    public IReadOnlyDictionary<(IPAddress Address, int Port, Transport Transport), int> Dialled => _dialled;

    /// <summary>The network of a world that another process runs, from the file that it wrote.</summary>
    /// <exception cref="InvalidDataException">The file is not a map, or maps to something that is not loopback.</exception>
    public static LabNetwork FromMap(string file) => new(LabMapFile.Read(file));

    /// <inheritdoc/>
    public async ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        Note(remote, Transport.Tcp);
        var map = _map();
        var fate = FateOf(map, remote, Transport.Tcp);
        if (fate is PathFate.Unreachable or PathFate.Refuses)
        {
            throw new SocketException((int)(fate == PathFate.Refuses ? SocketError.ConnectionRefused : SocketError.NetworkUnreachable));
        }

        if (fate == PathFate.Drops || IsLost(map, remote))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false);
        }

        IPEndPoint real = map.Find(remote, Transport.Tcp)!;
        if (map.Rule(remote, PathFate.Delays) is not { } slow)
        {
            return await OpenAsync(real, cancellation).ConfigureAwait(false);
        }

        await Task.Delay(slow.RoundTrip, cancellation).ConfigureAwait(false);
        Socket socket = await OpenAsync(real, cancellation).ConfigureAwait(false);
        _delays.Add(socket, slow.RoundTrip);
        return socket;
    }

    /// <summary>The kernel's own time, as on a real network: how busy the machine is that holds a world is no property of the world.</summary>
    public TimeSpan? ConnectTime(Socket connected) =>
        _machine.ConnectTime(connected) is { } took ? took + (_delays.TryGetValue(connected, out object? delay) ? (TimeSpan)delay : TimeSpan.Zero) : null;

    /// <inheritdoc/>
    public Socket OpenUdp(IPEndPoint remote)
    {
        Note(remote, Transport.Udp);
        var map = _map();
        bool v6 = remote.AddressFamily == AddressFamily.InterNetworkV6;
        var real = FateOf(map, remote, Transport.Udp) switch
        {
            PathFate.Unreachable => throw new SocketException((int)SocketError.NetworkUnreachable),
            PathFate.Drops => (IPEndPoint)(v6 ? _sinkV6 : _sinkV4).LocalEndPoint!,
            PathFate.Refuses => new IPEndPoint(v6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, ClosedPort),
            _ => map.Find(remote, Transport.Udp)!,
        };
        var socket = new Socket(real.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(real);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The vantage's own virtual address of the endpoint's family.</summary>
    public IPAddress? SourceAddress(IPEndPoint remote) =>
        remote.AddressFamily == AddressFamily.InterNetworkV6 ? _map().Vantage.V6 : _map().Vantage.V4;

    /// <inheritdoc/>
    public void Dispose()
    {
        _sinkV4.Dispose();
        _sinkV6.Dispose();
    }

    /// <summary>
    /// What becomes of a packet to this endpoint; null when somebody answers. A family that the vantage lacks is unreachable;
    /// an address that nobody has is silent, as on the Internet; a port that nobody listens on is refused by its host.
    /// </summary>
    private static PathFate? FateOf(LabMap map, IPEndPoint remote, Transport transport)
    {
        if (!map.Vantage.Has(Where.FamilyOf(remote.Address)))
        {
            return PathFate.Unreachable;
        }

        if (map.Rule(remote, PathFate.Drops, PathFate.Refuses, PathFate.Unreachable) is { } rule)
        {
            return rule.Fate;
        }

        if (map.Find(remote, transport) is not null)
        {
            return null;
        }

        return map.HasHost(remote.Address) ? PathFate.Refuses : PathFate.Drops;
    }

    private static async ValueTask<Socket> OpenAsync(IPEndPoint real, CancellationToken cancellation)
    {
        var socket = new Socket(real.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(real, cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Sink(IPAddress loopback)
    {
        var socket = new Socket(loopback.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(loopback, 0));
        return socket;
    }

    private bool IsLost(LabMap map, IPEndPoint remote) =>
        map.Rule(remote, PathFate.Loses) is { } rule
        && (_connections.AddOrUpdate((remote, rule), 1, (_, n) => n == int.MaxValue ? 1 : n + 1) - 1) % rule.Every == 0;

    private void Note(IPEndPoint remote, Transport transport)
    {
        var key = (remote.Address, remote.Port, transport);
        if (_dialled.Count < DialledKept || _dialled.ContainsKey(key))
        {
            _dialled.AddOrUpdate(key, 1, (_, n) => n == int.MaxValue ? n : n + 1);
        }
    }
}

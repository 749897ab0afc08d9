using System.Net;
using Sextant.Lab.Network;
using Sextant.Lab.Planning;
using Sextant.Lab.Serving;
using Sextant.Lab.Tls;
using Sextant.Wire;

namespace Sextant.Lab;

/// <summary>A world with its sockets open. What a real observer would have configured is here too; dispose it to close every socket.</summary>
public sealed class RunningWorld : IAsyncDisposable
{
    private readonly World _world;
    private readonly CertificateMaker _certificates;
    private readonly Counters _counters = new();
    private readonly Dictionary<IPEndPoint, TcpDoor> _tcp = [];
    private readonly Dictionary<IPEndPoint, UdpDoor> _udp = [];
    private readonly Lock _changing = new();
    private volatile WorldPlan _plan;
    private volatile LabMap _map;

    internal RunningWorld(World world)
    {
        _world = world;
        _certificates = new CertificateMaker(world.Options.Clock);
        _plan = WorldPlan.Make(world, _certificates);
        OpenDoors();
        _map = MakeMap();
        Network = new LabNetwork(() => _map);
    }

    /// <summary>The transport that maps virtual endpoints to the world's sockets.</summary>
    public LabNetwork Network { get; }

    /// <summary>Everything an observer in another process needs.</summary>
    public LabMap Map => _map;

    /// <summary>The recursive resolvers (virtual).</summary>
    public IReadOnlyList<IPEndPoint> Resolvers => _map.Resolvers;

    /// <summary>The root name servers as a hints file.</summary>
    public string RootHints => _map.RootHints;

    /// <summary>The certificate of the world's own authority, PEM.</summary>
    public string CaPem => _map.CaPem;

    /// <summary>What counts as global here, and is owned by the lab.</summary>
    public IReadOnlyList<IPNetwork> GlobalPrefixes => _map.GlobalPrefixes;

    /// <summary>Names under which the world registers names, beside the public suffix list.</summary>
    public IReadOnlyList<string> PublicSuffixes => _map.PublicSuffixes;

    /// <summary>The reference targets of a vantage's self-check.</summary>
    public Anchors Anchors => _map.Anchors;

    /// <summary>The observer's place.</summary>
    public VantagePoint Vantage => _map.Vantage;

    /// <summary>Writes the map as <see cref="LabMapFile.Name"/> into a folder, for <see cref="LabNetwork.FromMap"/> in another process.</summary>
    public string WriteMap(string directory) => LabMapFile.Write(_map, directory);

    /// <summary>Changes the script while the world runs: connections from now on see the new one.</summary>
    public void Change(Action<World> script)
    {
        lock (_changing)
        {
            script(_world);
            _plan = WorldPlan.Make(_world, _certificates);
            OpenDoors();
            _map = MakeMap();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_tcp.Values.Select(d => d.DisposeAsync().AsTask())).ConfigureAwait(false);
        await Task.WhenAll(_udp.Values.Select(d => d.DisposeAsync().AsTask())).ConfigureAwait(false);
        Network.Dispose();
        _certificates.Dispose();
    }

    private void OpenDoors()
    {
        foreach (var endpoint in _plan.Tcp.Keys.Where(e => !_tcp.ContainsKey(e)))
        {
            _tcp[endpoint] = new TcpDoor(
                new Served(endpoint, _counters, _world.Options),
                () => _plan.Tcp.GetValueOrDefault(endpoint),
                () => _plan.Rule(endpoint, PathFate.Delays, PathFate.BlackHole));
        }

        foreach (var endpoint in _plan.Udp.Keys.Where(e => !_udp.ContainsKey(e)))
        {
            _udp[endpoint] = new UdpDoor(
                new Served(endpoint, _counters, _world.Options),
                () => _plan.Udp.GetValueOrDefault(endpoint),
                () => _plan.Rule(endpoint, PathFate.Delays, PathFate.Loses));
        }
    }

    private LabMap MakeMap()
    {
        var tcp = _plan.Tcp.Keys.Select(e => new MappedEndpoint(e, Transport.Tcp, _tcp[e].Real));
        var udp = _plan.Udp.Keys.Select(e => new MappedEndpoint(e, Transport.Udp, _udp[e].Real));
        return new LabMap(tcp.Concat(udp), _plan.Rules)
        {
            Resolvers = _plan.Resolvers,
            RootHints = _plan.RootHints,
            CaPem = _certificates.AuthorityPem,
            GlobalPrefixes = [.. Prefixes(_world.Addresses.UsesBenchmarkingSpace)],
            PublicSuffixes = _plan.PublicSuffixes,
            Anchors = Infrastructure.Anchors,
            Vantage = _plan.Vantage,
        };
    }

    // RFC 3849 and RFC 5737; RFC 2544 only in worlds that need more IPv4 addresses.
    private static IEnumerable<IPNetwork> Prefixes(bool benchmarking) =>
        new[] { "2001:db8::/32", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24" }
            .Concat(benchmarking ? ["198.18.0.0/15"] : [])
            .Select(p => IPNetwork.Parse(p));
}

/// <summary>How a script becomes a running world.</summary>
public static class WorldStart
{
    /// <summary>Puts the world together and opens its sockets.</summary>
    /// <exception cref="InvalidOperationException">The script contradicts itself.</exception>
    public static ValueTask<RunningWorld> StartAsync(this World world, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new RunningWorld(world));
    }
}

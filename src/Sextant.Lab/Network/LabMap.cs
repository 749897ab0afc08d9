using System.Collections.Frozen;
using System.Net;
using Sextant.Wire;

namespace Sextant.Lab.Network;

/// <summary>
/// Everything an observer needs to enter a running world: which socket stands for which virtual endpoint, what the
/// ways do, and what a real observer would have configured (resolvers, root hints, trusted authority, prefixes).
/// </summary>
public sealed class LabMap
{
    private readonly FrozenDictionary<(IPEndPoint, Transport), IPEndPoint> _real;
    private readonly FrozenSet<IPAddress> _hosts;

    internal LabMap(IEnumerable<MappedEndpoint> endpoints, IEnumerable<PathRule> rules)
    {
        Endpoints = [.. endpoints];
        Rules = [.. rules];
        _real = Endpoints.ToFrozenDictionary(e => (e.Virtual, e.Transport), e => e.Real);
        _hosts = Endpoints.Select(e => e.Virtual.Address).ToFrozenSet();
    }

    /// <summary>Each virtual endpoint that somebody listens on.</summary>
    public IReadOnlyList<MappedEndpoint> Endpoints { get; }

    /// <summary>What the ways do, in the order of the script; for one question the last one wins.</summary>
    public IReadOnlyList<PathRule> Rules { get; }

    /// <summary>The recursive resolvers of the world (virtual).</summary>
    public required IReadOnlyList<IPEndPoint> Resolvers { get; init; }

    /// <summary>The world's root name servers as a hints file.</summary>
    public required string RootHints { get; init; }

    /// <summary>The certificate of the world's own authority, PEM.</summary>
    public required string CaPem { get; init; }

    /// <summary>What counts as global here, and is owned by the lab: documentation space only, so that nothing looks like a real network.</summary>
    public required IReadOnlyList<IPNetwork> GlobalPrefixes { get; init; }

    /// <summary>Names under which the world registers names, beside the public suffix list.</summary>
    public required IReadOnlyList<string> PublicSuffixes { get; init; }

    /// <summary>The reference targets of a vantage's self-check.</summary>
    public required Anchors Anchors { get; init; }

    /// <summary>Who looks at this world: its virtual addresses and the name it says at port 25.</summary>
    public required VantagePoint Vantage { get; init; }

    internal IPEndPoint? Find(IPEndPoint endpoint, Transport transport) => _real.GetValueOrDefault((endpoint, transport));

    internal bool HasHost(IPAddress address) => _hosts.Contains(address);

    internal PathRule? Rule(IPEndPoint endpoint, params ReadOnlySpan<PathFate> fates)
    {
        for (int i = Rules.Count - 1; i >= 0; i--)
        {
            if (fates.Contains(Rules[i].Fate) && Rules[i].Covers(endpoint))
            {
                return Rules[i];
            }
        }

        return null;
    }
}

/// <summary>Names of the world's reference targets, as <c>--anchor KIND=NAME</c> takes them.</summary>
/// <param name="Dual">A healthy site on both families.</param>
/// <param name="V4Only">A healthy site on IPv4 alone.</param>
/// <param name="V6Only">A healthy site on IPv6 alone.</param>
/// <param name="Broken">A site that publishes IPv6 where every connection is refused.</param>
/// <param name="Smtp">A mail server that greets on both families.</param>
public sealed record Anchors(string Dual, string V4Only, string V6Only, string Broken, string Smtp);

/// <summary>The observer's place in the world.</summary>
/// <param name="V4">Its IPv4 address, when it has one.</param>
/// <param name="V6">Its IPv6 address, when it has one.</param>
/// <param name="EhloName">The name whose address is <paramref name="V6"/> and to which its PTR points.</param>
public sealed record VantagePoint(IPAddress? V4, IPAddress? V6, string EhloName)
{
    /// <summary>Whether it has an address of this family.</summary>
    public bool Has(Family family) => (family == Family.V4 ? V4 : V6) is not null;
}

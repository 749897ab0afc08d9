using System.Net;
using Sextant.Wire.Addresses;
using Sextant.Wire.Dns;

namespace Sextant.Net.Guard;

/// <summary>What a vantage may dial beside global unicast addresses, and what it never dials.</summary>
public sealed record DialGuardOptions
{
    /// <summary>Networks that count as global unicast beside the registries'. Default none: only laboratories need them.</summary>
    public IReadOnlyList<IpPrefix> GlobalPrefixes { get; init; } = [];

    /// <summary>Networks that are refused whatever else holds: the operator's exclusions. Default none.</summary>
    public IReadOnlyList<IpPrefix> NeverDial { get; init; } = [];

    /// <summary>Names that nothing is asked about, with all below them: those whose holders want to be left out. Default none.</summary>
    public NameSet NeverMeasure { get; init; } = NameSet.Empty;

    /// <summary>Networks one owns, where pacing is lifted. Default none.</summary>
    public IReadOnlyList<IpPrefix> OwnNetworks { get; init; } = [];

    /// <summary>
    /// Whether loopback and the vantage's own addresses may be dialled inside <see cref="OwnNetworks"/>. Default false;
    /// true only for a person at the command line: in a server, whoever asks for a measurement would reach the server's own ports.
    /// </summary>
    public bool AllowOwnHost { get; init; }

    /// <summary>The configured resolvers: exempt from every rule, each for exactly its address and port. A resolver on loopback is common.</summary>
    public IReadOnlyList<IPEndPoint> Resolvers { get; init; } = [];
}

using System.Net;
using Sextant.Cli.Settings;
using Sextant.Net;
using Sextant.Wire.Addresses;
using Sextant.Wire.Names;

namespace Sextant.Cli.Parts;

/// <summary>Who measures and in which world: the machine's own network by default, the lab's when it is up.</summary>
internal sealed record MeasuringUse
{
    /// <summary>True in <c>serve</c>: loopback and own addresses are refused whatever the settings say.</summary>
    public bool Serving { get; init; }

    /// <summary>True for campaigns, whose retries are minutes apart.</summary>
    public bool Campaign { get; init; }

    /// <summary>True inside the lab country.</summary>
    public bool Lab { get; init; }

    /// <summary>The lab's network; null for the machine's.</summary>
    public INetwork? Network { get; init; }

    /// <summary>The lab's resolvers; null for the configured ones.</summary>
    public IReadOnlyList<IPEndPoint>? Resolvers { get; init; }

    /// <summary>The lab's root hints.</summary>
    public string? RootHints { get; init; }

    /// <summary>The lab's authority.</summary>
    public string? CaPem { get; init; }

    /// <summary>The lab's documentation space, which it owns.</summary>
    public IReadOnlyList<IpPrefix> GlobalPrefixes { get; init; } = [];

    /// <summary>The lab's references.</summary>
    public IReadOnlyList<Anchor> Anchors { get; init; } = [];

    /// <summary>The lab's public suffixes; null for the public list.</summary>
    public PublicSuffixes? Suffixes { get; init; }

    /// <summary>The top-level domain whose servers are references; null for the country's.</summary>
    public string? TopLevel { get; init; }
}

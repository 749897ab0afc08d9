using System.Net;
using Sextant.Net.Dns;

namespace Sextant.Net.Bulk;

/// <summary>How a bulk resolver asks the name servers themselves, from the root down.</summary>
public sealed record BulkIteration
{
    /// <summary>Where walks begin.</summary>
    public required RootHints RootHints { get; init; }

    public FamilyMode Families { get; init; }

    /// <summary>Whether an address that some zone gave may be asked: it could lead anywhere.</summary>
    public Func<IPAddress, bool> Allows { get; init; } = _ => true;

    /// <summary>Questions for one name and type, those for its name servers' names included. 100, as for a single name: a deep name with third-party servers takes about 30.</summary>
    public int MaxQueries { get; init; } = 100;

    /// <summary>Name servers without glue whose addresses are sought for one zone (NXNSAttack, CVE-2020-12662). 10: an IPv6-only walk must find the one that has IPv6.</summary>
    public int MaxGlueless { get; init; } = 10;

    /// <summary>How deep a name server's name may hang on another's. 4: more is a maze, made by mistake or to keep resolvers busy.</summary>
    public int MaxNesting { get; init; } = 4;

    /// <summary>Questions to the servers of one zone for one answer. 12: each of two servers is heard out through 30 % loss; a zone that is dead costs no more.</summary>
    public int MaxTriesPerZone { get; init; } = 12;
}

/// <summary>The first link of a name's chain at which a walk stopped for want of a server to ask.</summary>
/// <param name="Zone">The zone, in wire form.</param>
/// <param name="Fault">Why none of its servers could be asked: of several reasons the one nearest to working.</param>
public readonly record struct BulkStop(ReadOnlyMemory<byte> Zone, LinkFault Fault);

using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>The addresses that a parent's server gives for a name server.</summary>
public sealed record GlueOf(DnsName Name, IReadOnlyList<IPAddress> Addresses);

/// <summary>What one address of one of the parent's servers says of a delegation.</summary>
public sealed record ParentSaid
{
    public required DnsName Server { get; init; }

    public required DnsExchange Exchange { get; init; }

    public IPAddress Address => Exchange.Server.Address;

    /// <summary>Null when it named name servers.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The server is authoritative for the zone itself, so it answered from the zone and not as the parent.</summary>
    public bool FromChild { get; init; }

    public IReadOnlyList<DnsName> NameServers { get; init; } = [];

    public IReadOnlyList<GlueOf> Glue { get; init; } = [];
}

/// <summary>What a zone's parent says of it.</summary>
public sealed record DelegationAnswer
{
    public required DnsName Zone { get; init; }

    /// <summary>The parent zone; null when it could not be found.</summary>
    public DnsName? Parent { get; init; }

    /// <summary>
    /// Null when at least one of the parent's servers named name servers. <see cref="Wire.Failure.DnsNxdomain"/>: the name does not exist;
    /// <see cref="Wire.Failure.DnsNoData"/>: it is not delegated.
    /// </summary>
    public Failure? Failure { get; init; }

    /// <summary>Each of the parent's servers at each address asked.</summary>
    public IReadOnlyList<ParentSaid> Servers { get; init; } = [];

    /// <summary>The union of the name servers named, sorted.</summary>
    public IReadOnlyList<DnsName> NameServers { get; init; } = [];

    /// <summary>The union of the glue, sorted by name; only names that lie in the parent zone (others are none of its business).</summary>
    public IReadOnlyList<GlueOf> Glue { get; init; } = [];

    /// <summary>DS records at the parent: the zone is signed.</summary>
    public IReadOnlyList<DnsRecord> Ds { get; init; } = [];

    /// <summary>Why it is not known whether there is a DS; <see cref="Wire.Failure.DnsNoData"/> means there is none.</summary>
    public Failure? DsFailure { get; init; }

    /// <summary>The walk to the parent.</summary>
    public IReadOnlyList<IterativeStep> Steps { get; init; } = [];
}

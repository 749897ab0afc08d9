using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>One question on the way down, with everything that passed.</summary>
/// <param name="Zone">The zone whose server was asked.</param>
/// <param name="Server">The name server.</param>
/// <param name="Exchange">What passed.</param>
/// <param name="Failure">Why the answer was of no use, lameness included; null when it led on.</param>
/// <param name="FromCache">It was asked earlier and is repeated here because this walk rests on it.</param>
public sealed record IterativeStep(DnsName Zone, DnsName Server, DnsExchange Exchange, Failure? Failure, bool FromCache = false)
{
    public IPAddress Address => Exchange.Server.Address;

    /// <summary>As it is remembered: with the bytes of the answer, and without what they were read into: who recalls a step shows its bytes alone.</summary>
    internal IterativeStep Remembered => this with { FromCache = true, Exchange = Exchange with { Message = null, QueryBytes = default, Before = null } };
}

/// <summary>Why a name server was of no use over the families allowed.</summary>
public enum LinkFault
{
    /// <summary>Its name has no address of the family.</summary>
    NoAddress,

    /// <summary>It lies in the zone that it serves, has an address of the family, and the parent does not give it.</summary>
    NoGlue,

    /// <summary>It has an address of the family, and nothing usable came from there.</summary>
    Unreachable,

    /// <summary>It answers, but not for this zone.</summary>
    Lame,

    /// <summary>Its name lies in a zone that cannot itself be resolved over the family.</summary>
    ServersZone,
}

/// <summary>What stood against one name server.</summary>
/// <param name="Address">The address asked; null when there was none.</param>
/// <param name="Failure">What came of asking.</param>
/// <param name="Deeper">Where the walk to its name stopped.</param>
public sealed record ServerFault(DnsName Server, LinkFault Fault, IPAddress? Address = null, Failure? Failure = null, PathStop? Deeper = null);

/// <summary>
/// Where a walk ended for want of a server to ask: in a walk over IPv6 alone, the first link that depends on IPv4.
/// </summary>
/// <param name="Zone">The zone whose servers could not be asked.</param>
/// <param name="Server">The name server in question; null when there are several.</param>
/// <param name="Fault">Why; of several reasons the one nearest to working.</param>
/// <param name="Servers">Each server with its reason.</param>
public sealed record PathStop(DnsName Zone, DnsName? Server, LinkFault Fault, IReadOnlyList<ServerFault> Servers)
{
    /// <summary>The last link of the chain: where a server's own zone stops the walk, its zone's servers, and so on.</summary>
    public PathStop Innermost => Servers.FirstOrDefault(s => s.Fault == LinkFault.ServersZone && Fault == LinkFault.ServersZone)?.Deeper?.Innermost ?? this;

    /// <summary>It ended at what the zones themselves say of every server, not at one that kept silent: a walk a moment later ends there too.</summary>
    public bool IsByData => Servers.Count > 0 && Servers.All(server => server switch
    {
        { Fault: LinkFault.NoAddress or LinkFault.NoGlue, Failure: null or Wire.Failure.DnsNoData or Wire.Failure.DnsNxdomain } => true,
        { Fault: LinkFault.ServersZone, Deeper: { } deeper } => deeper.IsByData,
        _ => false,
    });

    /// <summary>The reason as a word: <c>no-glue</c>.</summary>
    public string Reason => FailureWords.Kebab(Fault.ToString());
}

/// <summary>What an iterative resolver found.</summary>
public sealed record IterativeAnswer
{
    public required DnsQuestion Question { get; init; }

    /// <summary>Null when records came; <see cref="Wire.Failure.DnsNxdomain"/> and <see cref="Wire.Failure.DnsNoData"/> are answers too.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Records of the type asked, at the end of the aliases.</summary>
    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    public IReadOnlyList<DnsName> Aliases { get; init; } = [];

    public required DnsName FinalName { get; init; }

    /// <summary>The zone that answered last, or at which the walk stopped.</summary>
    public required DnsName Zone { get; init; }

    /// <summary>Where the walk ended for want of a server; null when it reached an answer. Over IPv6 alone: the first link that depends on IPv4.</summary>
    public PathStop? Stop { get; init; }

    /// <summary>Every question asked and every earlier one rested on, in order.</summary>
    public IReadOnlyList<IterativeStep> Steps { get; init; } = [];

    /// <summary>A definite answer came, be it that there is nothing.</summary>
    public bool Reached => Failure is null or Wire.Failure.DnsNoData or Wire.Failure.DnsNxdomain;
}

/// <summary>The zone that a name lies in.</summary>
public sealed record ZoneCutAnswer
{
    /// <summary>The enclosing zone; null when not even the root could be asked. With a <see cref="Failure"/>: the deepest that is known of.</summary>
    public DnsName? Zone { get; init; }

    public Failure? Failure { get; init; }

    public PathStop? Stop { get; init; }

    public IReadOnlyList<IterativeStep> Steps { get; init; } = [];
}

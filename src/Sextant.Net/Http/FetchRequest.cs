using System.Net;
using Sextant.Wire;

namespace Sextant.Net.Http;

/// <summary>Looks up the addresses of a host in one family. Supplied by whoever asks for the fetch, so that it can keep what was looked up.</summary>
/// <param name="name">A-labels, lower case.</param>
public delegate ValueTask<HostLookup> HostLookupAsync(string name, Family family, CancellationToken cancellation);

/// <summary>The addresses of a host in one family.</summary>
/// <param name="Addresses">Those found; empty when there are none or the lookup failed.</param>
/// <param name="Failure">Null when addresses were found; <see cref="Failure.DnsNoData"/> and <see cref="Failure.DnsNxdomain"/> say that there are none.</param>
public sealed record HostLookup(IReadOnlyList<IPAddress> Addresses, Failure? Failure = null);

/// <summary>One page to fetch over one family.</summary>
public sealed record FetchRequest
{
    /// <summary>Where to begin.</summary>
    public required FetchUrl Url { get; init; }

    /// <summary>The family of every hop.</summary>
    public required Family Family { get; init; }

    /// <summary>The address of the first hop; null to look it up.</summary>
    public IPAddress? FirstAddress { get; init; }

    /// <summary>Connections of the same scan that may be open already, and where they are left open; null: each hop has its own and closes it.</summary>
    public KeptConnections? Kept { get; init; }

    /// <summary>
    /// What the same scan has fetched from this URL at this address in one step and without cookies; null when it has not. A redirect that leads there is
    /// answered by it: asking again would tell nothing new.
    /// </summary>
    public Func<FetchUrl, IPAddress, FetchOutcome?>? Known { get; init; }

    /// <summary>
    /// Whether a redirect may lead there; null: anywhere that may be dialled. Where it may not, the walk ends with <see cref="Wire.Failure.HttpRedirectForbidden"/> before
    /// anything of the next host is looked up.
    /// </summary>
    public Func<FetchUrl, bool>? Follows { get; init; }

    /// <summary>How the hosts of further hops are looked up.</summary>
    public required HostLookupAsync Lookup { get; init; }
}

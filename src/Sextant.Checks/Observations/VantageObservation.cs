using System.Net;
using Sextant.Wire;

namespace Sextant.Checks.Observations;

/// <summary>What the vantage's self-check found of itself, by the reference targets it was given.</summary>
public sealed record VantageObservation
{
    /// <summary>The configured name of the vantage.</summary>
    public required string Name { get; init; }

    /// <summary>When the self-check was made.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Whether IPv4 works from here (some reference answered). Null when it was not looked at.</summary>
    public bool? Ipv4 { get; init; }

    /// <summary>Whether IPv6 works from here (some reference answered). Null when it was not looked at.</summary>
    public bool? Ipv6 { get; init; }

    /// <summary>Whether the configured resolver answers. Null when it was not looked at.</summary>
    public bool? Resolver { get; init; }

    /// <summary>Whether the resolver synthesises AAAA records (RFC 7050: an AAAA for <c>ipv4only.arpa</c>).</summary>
    public bool? Dns64 { get; init; }

    /// <summary>The name said in EHLO; null when it is not the forward-confirmed PTR of the address.</summary>
    public string? EhloName { get; init; }

    /// <summary>Whether the own IPv6 address has a forward-confirmed PTR that is said in EHLO. Null when not looked at.</summary>
    public bool? ForwardConfirmedV6 { get; init; }

    /// <summary>Whether the own IPv4 address has a forward-confirmed PTR that is said in EHLO. Null when not looked at.</summary>
    public bool? ForwardConfirmedV4 { get; init; }

    /// <summary>Whether TCP port 25 leaves this network over IPv6, by a mail anchor. Null when no mail anchor is configured.</summary>
    public bool? Port25V6 { get; init; }

    /// <summary>Whether TCP port 25 leaves this network over IPv4, by a mail anchor. Null when no mail anchor is configured.</summary>
    public bool? Port25V4 { get; init; }

    /// <summary>The path MTU towards the references over IPv6, where it was measured.</summary>
    public int? PathMtu { get; init; }

    /// <summary>Each reference looked at.</summary>
    public IReadOnlyList<AnchorLook> Anchors { get; init; } = [];

    /// <summary>The fault that makes everything measured in this window unknown; null when the self-check passed.</summary>
    public Failure? Fault { get; init; }

    /// <summary>True when a healthy reference is known for this family and port: without one, a failure may be the vantage's.</summary>
    public bool HasHealthyAnchor(Family family, int port) =>
        Anchors.Any(a => a.Family == family && a.Port == port && a.Healthy && !a.KnownBroken);
}

/// <summary>One look at one reference target.</summary>
public sealed record AnchorLook
{
    /// <summary>What it is: <c>root</c>, <c>tld</c>, <c>v4</c>, <c>v6</c>, <c>dual</c>, <c>broken</c>, <c>smtp</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The address dialled.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The family dialled.</summary>
    public required Family Family { get; init; }

    /// <summary>The port: 53, 80, 443 or 25.</summary>
    public required int Port { get; init; }

    /// <summary>True when it answered as a healthy one does.</summary>
    public bool Healthy { get; init; }

    /// <summary>True for a reference that is broken on purpose: answering would show that this vantage sees ghosts.</summary>
    public bool KnownBroken { get; init; }

    /// <summary>Why not.</summary>
    public Failure? Failure { get; init; }

    /// <summary>How long the look took.</summary>
    public double Milliseconds { get; init; }
}

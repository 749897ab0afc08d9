using System.Globalization;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>Whether answers that do not fit one small packet arrive.</summary>
internal static class LargeAnswers
{
    /// <summary>1232: what every IPv6 path carries in one packet; larger answers need fragments or a wider path (RFC 9715).</summary>
    private const int Small = 1232;

    /// <summary>The large answer of an address that got lost each time, though the address answers; null when there is none.</summary>
    public static ServerAnswer? Lost(ServerAddress at) =>
        at.HeavyLoss is null && SecondLook(at.Large, at.Address) is { Rcode: null, Failure: Failure.TimedOut } look && RepeatedFault.Doubt(Failure.TimedOut, look.Attempts) is null
            ? look
            : null;

    /// <summary>The large answer that arrived from an address; null when none did.</summary>
    public static ServerAnswer? Arrived(IEnumerable<ServerAnswer> large, IPAddress address) =>
        SecondLook(large, address) is { Truncated: false, Failure: null or Failure.DnsNxdomain, Size: > Small } look ? look : null;

    /// <summary>Parameters of a finding about a lost answer.</summary>
    /// <param name="lost">What got lost.</param>
    /// <param name="all">All looks at large answers.</param>
    public static (string, string)[] Parameters(ServerAnswer lost, IEnumerable<ServerAnswer> all) =>
    [
        ("type", lost.Type),
        ("size", all.Where(a => a.Transport == "tcp" && a.Type == lost.Type && a.Name == lost.Name).Select(a => a.Size).Max()?.ToString(CultureInfo.InvariantCulture) ?? "-"),
    ];

    private static ServerAnswer? SecondLook(IEnumerable<ServerAnswer> large, IPAddress address) =>
        large.LastOrDefault(a => a.Address.Equals(address) && a is { Transport: "udp", UdpPayload: > Small });
}

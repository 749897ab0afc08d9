using System.Globalization;
using System.Net;

namespace Sextant.World.Tests.World;

/// <summary>Where the addresses of a world lie.</summary>
/// <param name="V6">The first 32 bits of all IPv6 addresses.</param>
/// <param name="V4Servers">A /24 for the name servers and resolvers, and the sites.</param>
/// <param name="V4More">A /24 for more sites.</param>
/// <param name="V4Links">A /24 for the links between vantages and the world.</param>
internal sealed record AddressPlan(string V6, string V4Servers, string V4More, string V4Links)
{
    /// <summary>Documentation space (RFC 3849, RFC 5737): it counts only where <c>--global-prefix</c> says so.</summary>
    public static AddressPlan Documentation { get; } = new("2001:db8", "198.51.100", "203.0.113", "192.0.2")
    {
        // The links are not one's own network: a vantage's own addresses are never dialled.
        Options =
        [
            .. new[] { "2001:db8::/32", "198.51.100.0/24", "203.0.113.0/24", "192.0.2.0/24" }.SelectMany(prefix => new[] { "--global-prefix", prefix }),
            .. new[] { "2001:db8:1::/48", "2001:db8:2::/48", "198.51.100.0/24", "203.0.113.0/24" }.SelectMany(prefix => new[] { "--own-network", prefix }),
        ],
    };

    /// <summary>Ordinary global unicast space, as on the Internet; nothing of it leaves the namespaces.</summary>
    public static AddressPlan Ordinary { get; } = new("2400:1234", "103.9.196", "103.9.197", "103.9.198");

    /// <summary>What `sextant check` must be told.</summary>
    public IReadOnlyList<string> Options { get; private init; } = [];

    /// <summary>A server's address: 1 to 9 name servers, 53 and 64 the resolvers.</summary>
    public IPAddress Server(int number, bool v6) => IPAddress.Parse(v6 ? Hex($"{V6}:1::{number:x}") : Text($"{V4Servers}.{number}"));

    /// <summary>The n-th address of a site.</summary>
    public IPAddress Site(int number, bool v6) => v6
        ? IPAddress.Parse(Hex($"{V6}:2:{number:x}::80"))
        : IPAddress.Parse(number < 150 ? Text($"{V4Servers}.{number + 100}") : Text($"{V4More}.{number - 149}"));

    /// <summary>One end of the link to a vantage: 1 the world's, 2 the vantage's.</summary>
    public IPAddress Link(int vantage, int end, bool v6) =>
        IPAddress.Parse(v6 ? Hex($"{V6}:ffff:{vantage:x}::{end:x}") : Text($"{V4Links}.{(vantage * 4) + end}"));

    private static string Hex(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

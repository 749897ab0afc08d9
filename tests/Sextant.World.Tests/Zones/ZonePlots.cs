using System.Net;
using System.Net.Sockets;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Zones;

/// <summary>What a row about a zone asks for: name servers of its own and what is wrong with them.</summary>
internal static class ZonePlots
{
    /// <summary>A zone row; all of them are checked by one process.</summary>
    public static Row Zone(string id, string expected, Action<Plot> play, params string[] tags) =>
        Row.Zone(id, expected, play, tags) with { Together = "zones", Options = ["--kind", "zone", "--retry-spacing", "200ms-400ms", "--concurrency", "6"] };

    /// <summary>An address at which NSD serves the zone.</summary>
    public static IPAddress Authority(this Plot plot, bool v6) => plot.World.NewAuthority(v6);

    /// <summary>An address at which NSD serves the zone, but for the packets that a rule of nftables takes out.</summary>
    public static IPAddress Authority6Behind(this Plot plot, string rule)
    {
        IPAddress address = plot.Authority(v6: true);
        plot.World.Filter($"ip6 daddr {address} {rule}");
        return address;
    }

    /// <summary>An address at which NSD serves the zone and from which fragments do not arrive.</summary>
    public static IPAddress AuthorityWithoutFragments(this Plot plot, bool v6)
    {
        IPAddress address = plot.Authority(v6);
        plot.World.FilterAtVantage(v6 ? $"ip6 saddr {address} exthdr frag exists drop" : $"ip saddr {address} ip frag-off & 0x3fff != 0 drop");
        return address;
    }

    /// <summary>A text at the apex that needs fragments: about 2,500 bytes.</summary>
    public static void LongText(this Plot plot) =>
        plot.Record([.. Enumerable.Range(0, 10).Select(i => $"@ TXT \"{i} {new string('x', 240)}\"")]);

    /// <summary>An address at which NSD's answers are spoilt.</summary>
    public static IPAddress Spoilt(this Plot plot, bool v6, Spoil spoil, TimeSpan delay = default) => plot.Spoilt(v6, spoil, () => delay);

    /// <summary>The same, with a delay that changes.</summary>
    public static IPAddress Spoilt(this Plot plot, bool v6, Spoil spoil, Func<TimeSpan> delay)
    {
        IPAddress address = plot.Address(v6);
        plot.World.Server(running => Task.FromResult<IAsyncDisposable>(new SpoilingServer(running, address, spoil, delay)));
        return address;
    }

    /// <summary>Two name servers in the zone, both on IPv4, with these IPv6 addresses (null: none).</summary>
    public static void Servers(this Plot plot, IPAddress? first6, IPAddress? second6) =>
        plot.Delegate(Lines(1, plot.Authority(false), first6), Lines(2, plot.Authority(false), second6));

    /// <summary>Two name servers at good IPv4 addresses, and at IPv6 addresses that are made the same way.</summary>
    public static void Servers(this Plot plot, Func<IPAddress> six) => plot.Servers(six(), six());

    /// <summary>Name servers of which both families spoil what they say.</summary>
    public static void ServersSpoilt(this Plot plot, Spoil spoil, TimeSpan delay = default) => plot.Delegate(
        Lines(1, plot.Spoilt(false, spoil, delay), plot.Spoilt(true, spoil, delay)), Lines(2, plot.Spoilt(false, spoil, delay), plot.Spoilt(true, spoil, delay)));

    /// <summary>The delegation, which the zone repeats.</summary>
    public static void Delegate(this Plot plot, params IEnumerable<string>[] servers)
    {
        foreach (string line in servers.SelectMany(lines => lines))
        {
            plot.Delegation.Add(line);
        }

        plot.Record("@ A 198.51.100.80", "@ AAAA 2001:db8:2::80", "www A 198.51.100.80", "www AAAA 2001:db8:2::80");
    }

    /// <summary>NS and addresses of one server.</summary>
    public static IEnumerable<string> Lines(int number, params IPAddress?[] addresses) =>
    [
        $"@ NS ns{number}",
        .. addresses.OfType<IPAddress>().Select(a => $"ns{number} {(a.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA" : "A")} {a}"),
    ];
}

using Sextant.Lab.Dns;
using Sextant.Lab.Network;

namespace Sextant.Lab.Planning;

/// <summary>What every world has though no line speaks of it: root, TLDs, reverse zones, anchors, the vantage's own name.</summary>
internal static class Infrastructure
{
    private const string AnchorZone = "anchor.test";

    // What the broken anchor publishes. It refuses rather than stays silent: as broken, and seen at once at each self-check.
    private const string RefusingAddress = "2001:db8:ffff:dead::1";

    public static Anchors Anchors { get; } = new(
        "dual." + AnchorZone, "v4." + AnchorZone, "v6." + AnchorZone, "broken." + AnchorZone, "smtp." + AnchorZone);

    /// <summary>Adds to the script what it needs; does nothing the second time.</summary>
    public static void Complete(World world)
    {
        if (!world.Zones.Any(z => z.Name.Length == 0))
        {
            AddPlaces(world);
        }

        foreach (var mail in world.Mails)
        {
            mail.Settle();
        }

        HashSet<string> servers = Servers(world);
        foreach (string host in world.Hosts.Select(h => h.Name).Concat(world.Mails.Select(m => m.Domain)).ToArray())
        {
            Enclose(world, host, servers);
        }

        foreach (string zone in world.Zones.Select(z => z.Name).Where(n => n.Contains('.', StringComparison.Ordinal)).ToArray())
        {
            world.Zone(zone[(zone.LastIndexOf('.') + 1)..]);
        }

        SettleServers(world);
    }

    private static void AddPlaces(World world)
    {
        var root = world.Zone("");
        foreach (string server in RootServers.Names)
        {
            root.Ns(server);
        }

        world.Zone(AnchorZone);
        world.Site(Anchors.Dual);
        world.Site(Anchors.V4Only).OnlyV4();
        world.Site(Anchors.V6Only).OnlyV6();
        world.Site(Anchors.Broken).OnlyV4().Publishes(RefusingAddress);
        world.Refuse(RefusingAddress);
        world.MailHost(Anchors.Smtp);
        world.Zone(AnchorZone).A(VantageScript.Name, VantageScript.V4.ToString()).Aaaa(VantageScript.Name, VantageScript.V6.ToString());
        world.Zone("in-addr.arpa");
        world.Zone("ip6.arpa");

        // RFC 7050 section 8.2: the two addresses by which a DNS64 gives itself away.
        world.Zone("ipv4only.arpa").A("@", "192.0.0.170", "192.0.0.171");
    }

    /// <summary>A host that no zone below the top encloses gets one of its own: <c>www.example.lab</c> is in <c>example.lab</c>.</summary>
    private static void Enclose(World world, string host, HashSet<string> servers)
    {
        if (!IsEnclosed(world, host) && !RootServers.Names.Contains(host) && !servers.Contains(host))
        {
            world.Zone(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host);
        }
    }

    // From the host upward, not over all zones: a world of fifty thousand names is put together in seconds.
    private static bool IsEnclosed(World world, string host)
    {
        for (string at = host; at.Contains('.', StringComparison.Ordinal); at = at[(at.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (world.HasZone(at))
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<string> Servers(World world) => [.. world.Zones.Where(z => z.Name.Length > 0).SelectMany(z => z.Servers)];

    private static void SettleServers(World world)
    {
        foreach (var zone in world.Zones.ToArray())
        {
            zone.Settle();
        }

        HashSet<string> servers = Servers(world);
        foreach (string server in world.Zones.SelectMany(zone => zone.Servers.Concat(zone.ParentServers)).Distinct().ToArray())
        {
            world.NameServer(server);
            Enclose(world, server, servers);
        }

        foreach (var zone in world.Zones.ToArray())
        {
            zone.Settle();
        }
    }
}

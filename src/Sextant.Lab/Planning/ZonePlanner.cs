using System.Globalization;
using System.Net;
using Sextant.Lab.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Planning;

/// <summary>Turns the scripts into what each name server holds: zones with their records and cuts.</summary>
internal sealed class ZonePlanner(World world)
{
    private readonly Dictionary<string, (ZoneScript Script, ZoneContents Contents)> _zones = [];
    private readonly Dictionary<IPAddress, NameServer> _servers = [];

    /// <summary>The authoritative servers by address.</summary>
    public IReadOnlyDictionary<IPAddress, NameServer> Servers => _servers;

    /// <summary>The addresses of the root servers.</summary>
    public IReadOnlyList<IPAddress> Roots { get; private set; } = [];

    public void Plan()
    {
        foreach (var zone in world.Zones)
        {
            _zones[zone.Name] = (zone, Begin(zone));
        }

        AddHosts();
        AddMail();
        AddPointers();
        foreach (var (script, contents) in _zones.Values)
        {
            AddOwnLines(script, contents);
            AddCut(script);
            AddServers(script, contents);
        }

        Roots = [.. RootServers.Names.SelectMany(r => Host(r).Published)];
    }

    /// <summary>The root servers as a hints file.</summary>
    public string RootHints()
    {
        var lines = RootServers.Names.Select(r => $".\t3600000\tNS\t{r}.\n").ToList();
        lines.AddRange(RootServers.Names.SelectMany(r => Host(r).Published.Select(
            a => string.Create(CultureInfo.InvariantCulture, $"{r}.\t3600000\t{(Where.FamilyOf(a) == Family.V6 ? "AAAA" : "A")}\t{a}\n"))));
        return string.Concat(lines);
    }

    private static ZoneContents Begin(ZoneScript zone)
    {
        var primary = DnsName.Parse(zone.Servers[0]);
        var mailbox = DnsName.Parse(zone.Name.Length == 0 ? "hostmaster.root.test" : "hostmaster." + zone.Name);

        // RFC 1912 section 2.2 proposes these times; only the serial is ever looked at.
        var soa = new SoaRecord(primary, mailbox, zone.SerialNumber, 7200, 1800, 1209600, 300);
        var contents = new ZoneContents(zone.Origin, soa, zone.Ttl);
        foreach (string server in zone.Servers)
        {
            contents.Add(new DnsRecord(zone.Origin, zone.Ttl, new NsRecord(DnsName.Parse(server))));
        }

        return contents;
    }

    private void AddHosts()
    {
        foreach (var host in world.Hosts)
        {
            var (script, contents) = Enclosing(host.Name);
            if (host is NameServerScript && script.Hides(host.Name))
            {
                continue;
            }

            contents.AddAddresses(DnsName.Parse(host.Name), host.Published);
        }
    }

    private void AddMail()
    {
        foreach (var mail in world.Mails)
        {
            var (_, contents) = Enclosing(mail.Domain);
            foreach (var (preference, host) in mail.Records)
            {
                var exchange = host.Length == 0 ? DnsName.Root : DnsName.Parse(host);
                contents.Add(new DnsRecord(DnsName.Parse(mail.Domain), contents.Ttl, new MxRecord(preference, exchange)));
            }
        }
    }

    private void AddPointers()
    {
        var own = world.Vantage.HasPtr
            ? new[] { (VantageScript.V6, VantageScript.Name), (VantageScript.V4, VantageScript.Name) }
            : [];
        foreach (var (address, host) in world.Pointers.Concat(own))
        {
            string owner = ReverseName(address);
            Enclosing(owner).Contents.Add(new DnsRecord(DnsName.Parse(owner), 300, new PtrRecord(DnsName.Parse(host))));
        }
    }

    private static void AddOwnLines(ZoneScript script, ZoneContents contents)
    {
        foreach (var record in script.Records)
        {
            contents.Add(record);
        }

        foreach (var (owner, sets) in script.Alternating)
        {
            contents.Alternate(DnsName.Parse(owner), sets);
        }
    }

    private void AddCut(ZoneScript child)
    {
        if (child.Name.Length == 0)
        {
            return;
        }

        var (parent, contents) = Enclosing(Above(child.Name));
        var servers = child.ParentServers.Select(s => new DnsRecord(child.Origin, child.Ttl, new NsRecord(DnsName.Parse(s)))).ToArray();
        var glue = new List<DnsRecord>();
        foreach (string server in child.ParentServers.Where(s => Names.IsWithin(s, child.Name) || Enclosing(s).Script == parent))
        {
            glue.AddRange(AddressRecords.Of(DnsName.Parse(server), child.GlueOf(server, Host(server).Published), child.Ttl));
        }

        contents.AddCut(child.Origin, new Cut(servers, glue));
    }

    private void AddServers(ZoneScript zone, ZoneContents contents)
    {
        foreach (string name in zone.Servers.Concat(zone.ParentServers).Distinct())
        {
            var script = world.NameServer(name);
            foreach (var address in script.Listening)
            {
                if (!_servers.TryGetValue(address, out var server))
                {
                    _servers[address] = server = new NameServer(address);
                }

                server.Add(contents, script.Face(address, zone.Name));
            }
        }
    }

    private IHostScript Host(string name) => world.NameServer(name);

    private (ZoneScript Script, ZoneContents Contents) Enclosing(string name)
    {
        for (string at = name; at.Length > 0; at = Above(at))
        {
            if (_zones.TryGetValue(at, out var zone))
            {
                return zone;
            }
        }

        return _zones[""];
    }

    private static string Above(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? "" : name[(dot + 1)..];
    }

    // RFC 1035 section 3.5; RFC 3596 section 2.5.
    private static string ReverseName(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return bytes.Length == 4
            ? string.Join('.', bytes.Reverse()) + ".in-addr.arpa"
            : string.Join('.', bytes.Reverse().SelectMany(b => new[] { b & 0xF, b >> 4 }).Select(n => n.ToString("x", CultureInfo.InvariantCulture))) + ".ip6.arpa";
    }
}

using System.Net;
using Sextant.Lab.Dns;
using Sextant.Lab.Http;
using Sextant.Lab.Mail;
using Sextant.Lab.Network;
using Sextant.Lab.Serving;
using Sextant.Lab.Tls;
using Sextant.Wire;

namespace Sextant.Lab.Planning;

/// <summary>A world put together: who answers on which virtual endpoint. Never changed; a changed script makes a new one.</summary>
internal sealed class WorldPlan
{
    private const int DnsPort = 53;

    // Where the world's resolvers are: 192.0.2.0/25 and 2001:db8:ffff::/48 are its own places.
    private static readonly IPAddress[] ResolverAddresses = [IPAddress.Parse("2001:db8:ffff::53"), IPAddress.Parse("192.0.2.53")];

    private WorldPlan(World world, ZonePlanner zones)
    {
        Rules = [.. world.Rules];
        RootHints = zones.RootHints();
        Vantage = world.Vantage.Point();
        Resolvers = [.. ResolverAddresses.Where(a => Vantage.Has(Where.FamilyOf(a))).Select(a => new IPEndPoint(a, DnsPort))];
        PublicSuffixes = [.. world.Suffixes];
    }

    public Dictionary<IPEndPoint, ITcpService> Tcp { get; } = [];

    public Dictionary<IPEndPoint, IDnsService> Udp { get; } = [];

    public IReadOnlyList<PathRule> Rules { get; }

    public string RootHints { get; }

    public VantagePoint Vantage { get; }

    public IReadOnlyList<IPEndPoint> Resolvers { get; }

    public IReadOnlyList<string> PublicSuffixes { get; }

    public static WorldPlan Make(World world, CertificateMaker certificates)
    {
        Infrastructure.Complete(world);
        foreach (var address in world.Hosts.SelectMany(h => h.Chosen))
        {
            world.Addresses.Take(address);
        }

        var zones = new ZonePlanner(world);
        zones.Plan();
        var plan = new WorldPlan(world, zones);
        plan.AddDns(world, zones);
        plan.AddWeb(world, certificates);
        plan.AddMail(world, certificates);
        return plan;
    }

    /// <summary>The last rule about this endpoint of one of these fates.</summary>
    public PathRule? Rule(IPEndPoint endpoint, params PathFate[] fates) => Rules.LastOrDefault(r => fates.Contains(r.Fate) && r.Covers(endpoint));

    private void AddDns(World world, ZonePlanner zones)
    {
        var resolver = new WorldResolver(world.Resolver.Copy(), zones.Roots, address => Reach(zones, address));
        foreach (var (address, server) in zones.Servers)
        {
            server.Recursor = resolver;
            Udp[new IPEndPoint(address, DnsPort)] = server;
            if (server.Tcp)
            {
                Tcp[new IPEndPoint(address, DnsPort)] = new DnsTcpService(server);
            }
        }

        foreach (var address in ResolverAddresses)
        {
            Udp[new IPEndPoint(address, DnsPort)] = resolver;
            Tcp[new IPEndPoint(address, DnsPort)] = new DnsTcpService(resolver);
        }
    }

    /// <summary>A rule for one address is that server's fault and holds for the resolver too; a rule for a whole family is the vantage's own trouble.</summary>
    private NameServer? Reach(ZonePlanner zones, IPAddress address)
    {
        var endpoint = new IPEndPoint(address, DnsPort);
        bool cut = Rules.Any(r => r.Where.Address is not null && (r.Fate is PathFate.Drops or PathFate.Refuses or PathFate.Unreachable) && r.Covers(endpoint));
        return cut ? null : zones.Servers.GetValueOrDefault(address);
    }

    private void AddWeb(World world, CertificateMaker certificates)
    {
        var faces = world.Sites.SelectMany(s => s.Listening.Select(s.Face)).GroupBy(f => f.Address);
        foreach (var group in faces)
        {
            AddWebPort(group.Key, 80, [.. group.Where(f => f.Http)], null);
            AddWebPort(group.Key, 443, [.. group.Where(f => f.Https)], certificates);
        }
    }

    private void AddWebPort(IPAddress address, int port, SiteFace[] faces, CertificateMaker? certificates)
    {
        if (faces.Length > 0)
        {
            Tcp[new IPEndPoint(address, port)] = new HttpService(faces.ToDictionary(f => f.Host), faces[0], certificates);
        }
    }

    private void AddMail(World world, CertificateMaker certificates)
    {
        foreach (var face in world.MailHosts.SelectMany(m => m.Listening.Select(m.Face)))
        {
            Tcp[new IPEndPoint(face.Address, 25)] = new SmtpService(face, certificates);
        }
    }
}

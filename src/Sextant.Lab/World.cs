using System.Net;
using Sextant.Lab.Dns;
using Sextant.Lab.Http;
using Sextant.Lab.Mail;
using Sextant.Lab.Network;
using Sextant.Wire;

namespace Sextant.Lab;

/// <summary>
/// A scripted world of networks. Each line of a script says one thing about a zone, a site, a mail server or a way;
/// what no line mentions is there and healthy (root, TLDs, name servers, resolvers, anchors, certificates).
/// Nothing happens before it is started (<see cref="WorldStart.StartAsync"/>); then real sockets on loopback stand for the virtual endpoints.
/// </summary>
/// <example><code>
/// var world = new World();
/// world.Zone("example.gov.vn", z => z.Ns("ns1").Ns("ns2", s => s.Does(DnsTrouble.Refuses, Family.V6)));
/// world.Site("www.example.gov.vn").RedirectsTo("https://v4.example.gov.vn/", Family.V6);
/// world.Drop(Family.V6, port: 25);
/// await using var running = await world.StartAsync();
/// </code></example>
public sealed class World(WorldOptions? options = null)
{
    private readonly Dictionary<string, ZoneScript> _zones = [];
    private readonly Dictionary<string, SiteScript> _sites = [];
    private readonly Dictionary<string, MailHostScript> _mailHosts = [];
    private readonly Dictionary<string, MailScript> _mails = [];
    private readonly Dictionary<string, NameServerScript> _nameServers = [];
    private readonly List<PathRule> _rules = [];
    private readonly List<(IPAddress Address, string Host)> _pointers = [];
    private readonly List<string> _suffixes = [];

    /// <summary>How the world behaves in time.</summary>
    public WorldOptions Options { get; } = options ?? new WorldOptions();

    /// <summary>The world's recursive resolvers.</summary>
    public ResolverScript Resolver { get; } = new();

    /// <summary>The observer's own place.</summary>
    public VantageScript Vantage { get; } = new();

    internal AddressPool Addresses { get; } = new();

    internal IReadOnlyCollection<ZoneScript> Zones => _zones.Values;

    internal IReadOnlyCollection<SiteScript> Sites => _sites.Values;

    internal IReadOnlyCollection<MailHostScript> MailHosts => _mailHosts.Values;

    internal IReadOnlyCollection<MailScript> Mails => _mails.Values;

    internal IReadOnlyCollection<NameServerScript> NameServers => _nameServers.Values;

    internal IEnumerable<IHostScript> Hosts => [.. _sites.Values, .. _mailHosts.Values, .. _nameServers.Values];

    internal IReadOnlyList<PathRule> Rules => _rules;

    internal IReadOnlyList<(IPAddress Address, string Host)> Pointers => _pointers;

    internal IReadOnlyList<string> Suffixes => _suffixes;

    internal bool HasZone(string name) => _zones.ContainsKey(name);

    /// <summary>The zone of this name; made when it is first spoken of.</summary>
    public ZoneScript Zone(string name, Action<ZoneScript>? script = null) => Say(_zones, name, n => new ZoneScript(NameServer, n), script);

    /// <summary>The web site of this host; a zone for it is made when none encloses it.</summary>
    public SiteScript Site(string host, Action<SiteScript>? script = null) => Say(_sites, host, n => new SiteScript(Addresses, n), script);

    /// <summary>The mail of this domain.</summary>
    public MailScript Mail(string domain, Action<MailScript>? script = null) => Say(_mails, domain, n => new MailScript(MailHost, n), script);

    /// <summary>The mail server of this name.</summary>
    public MailHostScript MailHost(string host, Action<MailHostScript>? script = null) => Say(_mailHosts, host, n => new MailHostScript(Addresses, n), script);

    /// <summary>The name server of this name, whatever zones it serves.</summary>
    public NameServerScript NameServer(string host, Action<NameServerScript>? script = null) => Say(_nameServers, host, n => new NameServerScript(Addresses, n), script);

    /// <summary>What is sent there never arrives.</summary>
    public World Drop(Where where, int? port = null) => Rule(new PathRule(where, port, PathFate.Drops));

    /// <summary>The host refuses what is sent there.</summary>
    public World Refuse(Where where, int? port = null) => Rule(new PathRule(where, port, PathFate.Refuses));

    /// <summary>The network says that there is no way.</summary>
    public World Unreachable(Where where, int? port = null) => Rule(new PathRule(where, port, PathFate.Unreachable));

    /// <summary>Each n-th connection or datagram is lost, the first one included.</summary>
    public World Lose(Where where, int every, int? port = null) =>
        Rule(new PathRule(where, port, PathFate.Loses, Every: every > 0 ? every : throw new ArgumentOutOfRangeException(nameof(every))));

    /// <summary>Each round trip takes so much longer.</summary>
    public World Delay(Where where, TimeSpan roundTrip, int? port = null) => Rule(new PathRule(where, port, PathFate.Delays, RoundTrip: roundTrip));

    /// <summary>Segments over 1,280 bytes vanish on the way back.</summary>
    public World BlackHole(Where where, int? port = null) => Rule(new PathRule(where, port, PathFate.BlackHole));

    /// <summary>The vantage has no address of this family.</summary>
    public World Without(Family family)
    {
        Vantage.Without(family);
        return this;
    }

    /// <summary>The reverse zone points from this address to this name.</summary>
    public World Ptr(string address, string host)
    {
        _pointers.Add((IPAddress.Parse(address), Names.Fold(host)));
        return this;
    }

    /// <summary>Names are registered below this one, beside the public suffix list's rules.</summary>
    public World PublicSuffix(string suffix)
    {
        _suffixes.Add(Names.Fold(suffix));
        return this;
    }

    private static T Say<T>(Dictionary<string, T> all, string name, Func<string, T> make, Action<T>? script)
    {
        string folded = Names.Fold(name);
        if (!all.TryGetValue(folded, out var item))
        {
            all[folded] = item = make(folded);
        }

        script?.Invoke(item);
        return item;
    }

    private World Rule(PathRule rule)
    {
        _rules.Add(rule);
        return this;
    }
}

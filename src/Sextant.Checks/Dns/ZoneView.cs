using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>What the checks of a zone share: which servers count, on which addresses, and whether the zone can be had at all.</summary>
internal sealed class ZoneView
{
    private readonly CheckContext context;

    private ZoneView(ZoneObservation zone, CheckContext context)
    {
        this.context = context;
        Zone = zone;
        Addresses = [.. zone.Servers.SelectMany(AddressesOf)];
    }

    /// <summary>The observation.</summary>
    public ZoneObservation Zone { get; }

    /// <summary>The zone's name: the subject of every finding.</summary>
    public string Name => Zone.Zone;

    /// <summary>Every published address of every name server that counts (rule 5).</summary>
    public IReadOnlyList<ServerAddress> Addresses { get; }

    /// <summary>Those of IPv6.</summary>
    public IEnumerable<ServerAddress> V6 => Addresses.Where(a => a.Family == Family.V6);

    /// <summary>Those of IPv4.</summary>
    public IEnumerable<ServerAddress> V4 => Addresses.Where(a => a.Family == Family.V4);

    /// <summary>Why nothing was seen of the zone's servers; null when something was.</summary>
    public Failure? Open => Zone.Servers.Count > 0 ? null : Zone.Failure ?? Zone.Soa?.Failure ?? Failure.NotMeasured;

    /// <summary>
    /// The parent delegates the zone, and it resolves over neither family: the resolver gets nothing, and no address of either family
    /// serves it. Doubt about a single address is enough not to say so.
    /// </summary>
    public bool IsDead =>
        Zone.Delegation is not null
        && Zone.Soa is { HasData: false, Failure: { } failure } soa
        && failure is not (Failure.DnsBogus or Failure.DnsNxdomain or Failure.DnsNoData)
        && RepeatedFault.Doubt(failure, soa) is null
        && Addresses.All(a => !a.Serves && a.Udp.How != Dealt.Open)
        && Zone.Ipv4Walk is not { Reached: true }
        && Zone.Ipv6Walk is not { Reached: true };

    /// <summary>The view of a scan; null when it has no zone, or the name it looked at is none.</summary>
    public static ZoneView? Of(Scan scan, CheckContext context) => scan.Zone is { } zone && !IsAbsent(zone) ? new ZoneView(zone, context) : null;

    /// <summary>
    /// The name lies inside its parent's zone: nothing delegates it, and it exists without SOA. There is nothing to judge. A name that does not exist may be one that has expired.
    /// </summary>
    public static bool IsAbsent(ZoneObservation zone) =>
        zone is { Servers.Count: 0, Delegation: null, Soa: { HasData: false, Failure: Failure.DnsNoData } };

    /// <summary>Name servers that the parent or the zone names and that were not looked at: past the probe's bound.</summary>
    public IEnumerable<string> LeftOut => (Zone.Delegation?.Names ?? []).Concat(Zone.ChildNames)
        .Where(name => Zone.Servers.Count > 0 && !Zone.Servers.Any(s => ServerAddress.Same(s.Name, name)));

    /// <summary>Published IPv6 addresses past the probe's bound, with their server.</summary>
    public IEnumerable<(string Server, IPAddress Address)> AddressesLeftOut =>
        Zone.Servers.SelectMany(s => Ipv6Of(s).Where(Counts).Where(address => IsLeftOut(s, address)).Select(address => (s.Name, address)));

    /// <summary>Name servers whose IPv6 addresses could be had neither by their names nor from the glue.</summary>
    public IEnumerable<NameServerLook> Unlocated => Zone.Servers.Where(s => !s.Aaaa.Answered && !Ipv6Of(s).Any());

    /// <summary>The published IPv6 addresses of a name server.</summary>
    public static IEnumerable<IPAddress> Ipv6Of(NameServerLook server) => Published(server, server.Aaaa, Family.V6);

    /// <summary>The published IPv4 addresses of a name server.</summary>
    public static IEnumerable<IPAddress> Ipv4Of(NameServerLook server) => Published(server, server.A, Family.V4);

    /// <summary>Whether an address counts as global.</summary>
    public bool Counts(IPAddress address) => context.Counts(address);

    // What the zone of the name server says; where it gives nothing, the glue is all that a resolver has, and it asks there.
    private static IEnumerable<IPAddress> Published(NameServerLook server, Lookup lookup, Family family) =>
        lookup.Addresses.Count > 0 ? lookup.Addresses : server.Answers.Where(a => a.Family == family).Select(a => a.Address).Distinct();

    private IEnumerable<ServerAddress> AddressesOf(NameServerLook server) =>
        Ipv6Of(server).Concat(Ipv4Of(server)).Where(Counts).Where(address => !IsLeftOut(server, address)).Select(address => new ServerAddress(server.Name, address, Zone.Zone, server.Answers, server.Samples, server.Large));

    private static bool IsLeftOut(NameServerLook server, IPAddress address) =>
        server.Aaaa.Addresses.Skip(NameServerLook.MostAddresses).Concat(server.A.Addresses.Skip(NameServerLook.MostAddresses)).Contains(address)
        && !server.Answers.Any(answer => answer.Address.Equals(address));
}

using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Building;

/// <summary>A name server on both families that serves one zone, healthy until a test breaks something.</summary>
internal sealed class NameServerWorld
{
    public const string Name = "ns1.example.gov.vn";

    public string[] V4 { get; set; } = ["192.0.2.1"];

    public string[] V6 { get; set; } = ["2001:db8:1::53", "2001:db8:2::53"];

    public string[] Zones { get; set; } = ["example.gov.vn"];

    public ServerAnswer[] Large { get; set; } = [];

    public QuerySample[] Samples { get; set; } = [];

    public Lookup? A { get; set; }

    public Lookup? Aaaa { get; set; }

    public PathWalk? Walk { get; set; } = new() { Family = Family.V6, Reached = true };

    public Func<ServerAnswer, ServerAnswer?> Alter { get; set; } = a => a;

    public Func<ServerAnswer, ServerAnswer?> AlterRecursion { get; set; } = a => a;

    public VantageObservation Vantage { get; set; } = Seen.Vantage;

    public static Scan With(Action<NameServerWorld>? change = null)
    {
        var world = new NameServerWorld();
        change?.Invoke(world);
        return world.Build();
    }

    /// <summary>Changes the answers at all IPv6 addresses, or at one.</summary>
    public void AtV6(Func<ServerAnswer, ServerAnswer?> change, string? address = null)
    {
        Func<ServerAnswer, ServerAnswer?> before = Alter;
        Alter = a => before(a) is { Family: Family.V6 } now && (address is null || now.Address.ToString() == address) ? change(now) : before(a);
    }

    private Scan Build()
    {
        IPAddress[] all = [.. V6.Concat(V4).Select(IPAddress.Parse)];
        return Seen.Scan(Name, TargetKind.NameServer, Vantage) with
        {
            NameServer = new NameServerObservation
            {
                Name = Name,
                A = A ?? Seen.Addresses(Name, "A", V4),
                Aaaa = Aaaa ?? Seen.Addresses(Name, "AAAA", V6),
                Zones = Zones,
                Answers = [.. (from address in all
                               from zone in Zones
                               from transport in new[] { "udp", "tcp" }
                               select Alter(Soa(address, zone, transport))).OfType<ServerAnswer>()],
                Large = Large,
                Samples = Samples,
                Recursion = [.. all.Select(a => AlterRecursion(Foreign(a))).OfType<ServerAnswer>()],
                Ipv6Walk = Walk,
            },
        };
    }

    private static ServerAnswer Soa(IPAddress address, string zone, string transport) => new()
    {
        Server = Name,
        Address = address,
        Transport = transport,
        Name = zone,
        Type = "SOA",
        UdpPayload = 1232,
        Attempts = Seen.Once(),
        Rcode = "NOERROR",
        Authoritative = true,
        Data = ["ns1.example.gov.vn. hostmaster.example.gov.vn. 7 3600 600 86400 60"],
        AnswerCount = 1,
        Serial = 7,
    };

    private static ServerAnswer Foreign(IPAddress address) => new()
    {
        Server = Name,
        Address = address,
        Transport = "udp",
        Name = "a.root-servers.net",
        Type = "A",
        RecursionDesired = true,
        Attempts = Seen.Thrice(Failure.DnsRefused),
        Failure = Failure.DnsRefused,
        Rcode = "REFUSED",
    };
}

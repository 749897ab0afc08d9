using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Building;

/// <summary>A zone with two name servers on both families in it, healthy until a test breaks something.</summary>
internal sealed class ZoneWorld
{
    public const string Zone = "example.gov.vn";

    public List<ServerWorld> Servers { get; } =
    [
        new("ns1." + Zone) { V4 = ["192.0.2.1"], V6 = ["2001:db8:1::53"] },
        new("ns2." + Zone) { V4 = ["192.0.2.2"], V6 = ["2001:db8:2::53"] },
    ];

    /// <summary>Names asked for A and AAAA at each server, and the answers there are.</summary>
    public Dictionary<string, (string[] A, string[] Aaaa)> Names { get; } = new()
    {
        [Zone] = (["192.0.2.80"], ["2001:db8:80::80"]),
        ["www." + Zone] = (["192.0.2.80"], []),
    };

    public bool Signed { get; set; }

    /// <summary>Every answer over UDP is empty with TC set; the whole is had over TCP.</summary>
    public bool CutsAll { get; set; }

    /// <summary>Last word on each answer; null drops it from the record.</summary>
    public Func<ServerAnswer, ServerAnswer?> Alter { get; set; } = a => a;

    public Func<ZoneObservation, ZoneObservation> Finally { get; set; } = z => z;

    public VantageObservation Vantage { get; set; } = Seen.Vantage;

    public ServerWorld this[int server] => Servers[server];

    public static Scan With(Action<ZoneWorld>? change = null)
    {
        var world = new ZoneWorld();
        change?.Invoke(world);
        return world.Build();
    }

    /// <summary>Changes the answers at IPv6 addresses, of one server or of all.</summary>
    public void AtV6(Func<ServerAnswer, ServerAnswer?> change, int? server = null) => Change(a => a.Family == Family.V6, change, server);

    /// <summary>Changes the answers at both families' addresses, of one server or of all.</summary>
    public void AtAll(Func<ServerAnswer, ServerAnswer?> change, int? server = null) => Change(_ => true, change, server);

    private void Change(Predicate<ServerAnswer> where, Func<ServerAnswer, ServerAnswer?> change, int? server)
    {
        Func<ServerAnswer, ServerAnswer?> before = Alter;
        string? only = server is { } index ? Servers[index].Name : null;
        Alter = a => before(a) is { } now ? where(now) && (only is null || now.Server == only) ? change(now) : now : null;
    }

    private Scan Build()
    {
        string[] child = [.. Servers.Where(s => s.InChild).Select(s => s.Name).Order()];
        var zone = new ZoneObservation
        {
            Zone = Zone,
            Delegation = new Delegation
            {
                Parent = "gov.vn",
                Names = [.. Servers.Where(s => s.InDelegation).Select(s => s.Name).Order()],
                Glue = [.. Servers.Where(s => s.InBailiwick).Select(s => new Glue(s.Name, [.. s.V4.Concat(s.Glue ?? s.V6).Select(IPAddress.Parse)]))],
                HasDs = Signed,
            },
            ChildNames = child,
            Servers = [.. Servers.Select(s => Look(s, child))],
            Ipv6Walk = new PathWalk { Family = Family.V6, Reached = true },
            Ipv4Walk = new PathWalk { Family = Family.V4, Reached = true },
            Soa = Seen.Data(Zone, "SOA", "ns1.example.gov.vn. hostmaster.example.gov.vn. 7 3600 600 86400 60"),
            Aaaa = Seen.Addresses(Zone, "AAAA", "2001:db8:80::80"),
            A = Seen.Addresses(Zone, "A", "192.0.2.80"),
            Sampled = [.. Names.Keys],
        };
        return Seen.Scan(Zone, TargetKind.Zone, Vantage) with { Zone = Finally(zone) };
    }

    private NameServerLook Look(ServerWorld server, string[] child) => new()
    {
        Name = server.Name,
        InDelegation = server.InDelegation,
        InChild = server.InChild,
        InBailiwick = server.InBailiwick,
        A = server.A ?? Seen.Addresses(server.Name, "A", server.V4),
        Aaaa = server.Aaaa ?? Seen.Addresses(server.Name, "AAAA", server.V6),
        Answers = [.. server.V6.Concat(server.V4).SelectMany(a => Answers(server, IPAddress.Parse(a), child)).SelectMany(Cut).Select(a => Alter(a)).OfType<ServerAnswer>()],
    };

    private IEnumerable<ServerAnswer> Cut(ServerAnswer a) => (CutsAll, a.Transport, a.Type) switch
    {
        (true, "udp", "SOA") => [a.Empty() with { Truncated = true, SoaInAuthority = false }],
        (true, "udp", _) => [a.Empty() with { Truncated = true, SoaInAuthority = false }, a with { Transport = "tcp" }],
        _ => [a],
    };

    private IEnumerable<ServerAnswer> Answers(ServerWorld server, IPAddress address, string[] child)
    {
        ServerAnswer Answer(string name, string type, string transport, params string[] data) => new()
        {
            Server = server.Name,
            Address = address,
            Transport = transport,
            Name = name,
            Type = type,
            UdpPayload = 1232,
            Attempts = Seen.Once(),
            Rcode = "NOERROR",
            Authoritative = true,
            Data = data,
            AnswerCount = data.Length,
            SoaInAuthority = data.Length == 0,
            Serial = type == "SOA" ? 7 : null,
            CaseKept = true,
        };

        yield return Answer(Zone, "SOA", "udp", "ns1.example.gov.vn. hostmaster.example.gov.vn. 7 3600 600 86400 60");
        yield return Answer(Zone, "SOA", "tcp", "ns1.example.gov.vn. hostmaster.example.gov.vn. 7 3600 600 86400 60");
        yield return Answer(Zone, "NS", "udp", [.. child.Select(c => c + ".")]);
        foreach ((string name, (string[] a, string[] aaaa)) in Names)
        {
            yield return Answer(name, "A", "udp", a);
            yield return Answer(name, "AAAA", "udp", aaaa);
        }

        if (Signed)
        {
            yield return Answer(Zone, "DNSKEY", "udp", "257 3 13 key");
        }
    }
}

/// <summary>One name server of a <see cref="ZoneWorld"/>.</summary>
internal sealed class ServerWorld(string name)
{
    public string Name { get; } = name;

    public string[] V4 { get; set; } = [];

    public string[] V6 { get; set; } = [];

    /// <summary>IPv6 glue at the parent; null for the same as <see cref="V6"/>.</summary>
    public string[]? Glue { get; set; }

    public bool InDelegation { get; set; } = true;

    public bool InChild { get; set; } = true;

    public bool InBailiwick => Name.EndsWith("." + ZoneWorld.Zone, StringComparison.Ordinal);

    public Lookup? A { get; set; }

    public Lookup? Aaaa { get; set; }
}

/// <summary>What a server may do to a question.</summary>
internal static class Dealing
{
    public static ServerAnswer Failing(this ServerAnswer answer, Failure failure, string? rcode = null, int tries = 3) => answer with
    {
        Failure = failure,
        Rcode = rcode,
        Attempts = [.. Seen.Thrice(failure).Take(tries)],
        Authoritative = false,
        Data = [],
        AnswerCount = 0,
        Serial = null,
        SoaInAuthority = false,
    };

    public static ServerAnswer Silent(this ServerAnswer answer) => answer.Failing(Failure.TimedOut);

    public static ServerAnswer Refused(this ServerAnswer answer) => answer.Failing(Failure.DnsRefused, "REFUSED");

    public static ServerAnswer WithoutAa(this ServerAnswer answer) => answer with { Authoritative = false };

    public static ServerAnswer Empty(this ServerAnswer answer) => answer with { Data = [], AnswerCount = 0, Serial = null, SoaInAuthority = true };

    public static bool IsAaaa(this ServerAnswer answer) => answer.Type == "AAAA";
}

using System.Net;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Web.Content;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Web;

/// <summary>Builds the scan of a site that is healthy on both families unless told otherwise. Documentation space counts as global, as in a laboratory.</summary>
internal sealed class SiteBuilder
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private readonly List<HostBuilder> hosts = [];
    private readonly string name;
    private bool registrable;

    public SiteBuilder(string name = "example.vn") => this.name = name;

    public VantageObservation Vantage { get; set; } = new()
    {
        Name = "hanoi-1",
        CheckedAt = Start,
        Ipv4 = true,
        Ipv6 = true,
        Resolver = true,
        Dns64 = false,
        Anchors =
        [
            new AnchorLook { Role = "dual", Name = "anchor.vn", Family = Family.V4, Port = 443, Healthy = true },
            new AnchorLook { Role = "dual", Name = "anchor.vn", Family = Family.V6, Port = 443, Healthy = true },
            new AnchorLook { Role = "root", Name = "root", Family = Family.V4, Port = 53, Healthy = true },
            new AnchorLook { Role = "root", Name = "root", Family = Family.V6, Port = 53, Healthy = true },
        ],
    };

    public ZoneObservation? Zone { get; set; }

    /// <summary>One host that is a site of its own.</summary>
    public static Scan One(Action<HostBuilder>? change = null) => new SiteBuilder("portal.example.vn").Host("portal.example.vn", change).Build();

    /// <summary>A registrable domain: apex and www.</summary>
    public static Scan Two(Action<HostBuilder>? apex = null, Action<HostBuilder>? www = null) =>
        new SiteBuilder { registrable = true }.Host("example.vn", apex).Host("www.example.vn", www).Build();

    public static Judgement Judge(Scan scan) => Sextant.Checks.Judging.Judge.Assess(scan, Profile.National).Single();

    public SiteBuilder Host(string host, Action<HostBuilder>? change = null)
    {
        var builder = new HostBuilder(host);
        change?.Invoke(builder);
        hosts.Add(builder);
        return this;
    }

    public Scan Build() => new()
    {
        Name = name,
        Kinds = [TargetKind.Site],
        StartedAt = Start,
        FinishedAt = Start.AddSeconds(2),
        Vantage = Vantage,
        Context = new ScanContext { Program = "test", GlobalPrefixes = ["2001:db8::/32", "203.0.113.0/24", "198.51.100.0/24"] },
        Web = new WebObservation { Site = name, Registrable = registrable, Hosts = [.. hosts.Select(h => h.Build())] },
        Zone = Zone,
    };

    public static IReadOnlyList<Attempt> Tries(Failure? failure, int count, double milliseconds = 5) =>
        [.. Enumerable.Range(0, count).Select(i => new Attempt(Start.AddSeconds(i), milliseconds, failure))];

    public static Lookup Look(string name, string type, Failure failure, int tries = 3) =>
        new() { Name = name, Type = type, Failure = failure, Attempts = Tries(failure, tries) };

    public static Lookup Look(string name, params string[] addresses) => new()
    {
        Name = name,
        Type = addresses.Length > 0 && addresses[0].Contains(':', StringComparison.Ordinal) ? "AAAA" : "A",
        Addresses = [.. addresses.Select(IPAddress.Parse)],
        Failure = addresses.Length == 0 ? Failure.DnsNoData : null,
        Attempts = Tries(addresses.Length == 0 ? Failure.DnsNoData : null, 1),
    };
}

/// <summary>One host, healthy unless told otherwise.</summary>
internal sealed class HostBuilder(string name)
{
    private readonly Dictionary<(string Address, int Port), IReadOnlyList<Attempt>> ports = [];
    private readonly Dictionary<string, Func<TlsLook, TlsLook>> tls = [];
    private readonly List<(Func<Fetch, bool> Where, Func<Fetch, Fetch> Change)> pages = [];

    public string[] V4 { get; set; } = ["203.0.113.10"];

    public string[] V6 { get; set; } = ["2001:db8::10"];

    /// <summary>Addresses that the name gave later: looked at as the first ones.</summary>
    public string[] AlsoSeen { get; set; } = [];

    public Lookup? A { get; set; }

    public Lookup? Aaaa { get; set; }

    public IReadOnlyList<ServerAnswer> AtServers { get; set; } = [];

    public PathWalk? Walk { get; set; }

    public IReadOnlyList<Lookup> Again { get; set; } = [];

    public string[] Hints { get; set; } = [];

    public double RoundTripV6 { get; set; } = 5;

    /// <summary>Connections in turns; null is evidence from before they were taken.</summary>
    public IReadOnlyList<RoundTripPair>? Pairs { get; set; }

    /// <summary>As many pairs as the times of IPv6, IPv4 taking 5 ms.</summary>
    public void InTurns(params double?[] v6) =>
        Pairs = [.. v6.Select(ms => new RoundTripPair(IPAddress.Parse("2001:db8::10"), IPAddress.Parse("203.0.113.10"), 443, ms, 5))];

    /// <summary>How often every page was fetched: thrice, as those are that differ.</summary>
    public int Times { get; set; } = 3;

    /// <summary>The port gives this at this address, or at every address of the family <c>v4</c> or <c>v6</c>.</summary>
    public HostBuilder Port(string where, int port, Failure failure, int tries = 3) => Port(where, port, SiteBuilder.Tries(failure, tries));

    public HostBuilder Port(string where, int port, IReadOnlyList<Attempt> attempts)
    {
        foreach (string address in Addresses(where))
        {
            ports[(address, port)] = attempts;
        }

        return this;
    }

    public HostBuilder Dead(string where, Failure failure = Failure.TimedOut) => Port(where, 443, failure).Port(where, 80, failure);

    public HostBuilder Tls(string where, Func<TlsLook, TlsLook> change)
    {
        foreach (string address in Addresses(where))
        {
            tls[address] = change;
        }

        return this;
    }

    public HostBuilder Certificate(string where, Failure fault) => Tls(where, t => t with { Certificate = [fault] });

    /// <summary>Changes the fetches from https at an address or a family; <c>http-v6</c> and <c>http-v4</c> those from http.</summary>
    public HostBuilder Page(string where, Func<Fetch, Fetch> change)
    {
        bool plain = where.StartsWith("http-", StringComparison.Ordinal);
        string[] addresses = Addresses(plain ? where[5..] : where);
        pages.Add((f => f.Url.StartsWith(plain ? "http:" : "https:", StringComparison.Ordinal) && addresses.Contains(f.Address!.ToString()), change));
        return this;
    }

    public HostBuilder Html(string where, string html, int status = 200) =>
        Page(where, f => f with { Status = status, Page = Pages.Read(html, url: f.Url), Failure = status < 400 ? null : Failure.HttpStatus, Attempts = SiteBuilder.Tries(status < 400 ? null : Failure.HttpStatus, status < 400 ? 1 : 3) });

    public HostBuilder Fails(string where, Failure failure, int tries = 3) =>
        Page(where, f => f with { Failure = failure, Page = null, Status = null, Attempts = SiteBuilder.Tries(failure, tries) });

    /// <summary>The fetch is sent on to another host and ends there.</summary>
    public HostBuilder Redirects(string where, string url, Failure? failure = null, Lookup? lookup = null, Lookup? other = null, Failure? certificate = null) => Page(where, f => f with
    {
        Failure = failure,
        FinalUrl = url,
        Page = failure is null ? f.Page : null,
        Status = failure is null ? 200 : 301,
        Attempts = SiteBuilder.Tries(failure, failure is null ? 1 : 3),
        Hops = [f.Hops[0] with { Status = 301, Location = url }, new Hop { Url = url, Lookup = lookup, OtherFamily = other, Failure = failure, Status = failure is null ? 200 : null, Port = 443, TlsMs = failure is null ? 7 : null, Certificate = certificate }],
    });

    public HostObservation Build()
    {
        Lookup a = A ?? SiteBuilder.Look(name, V4) with { Type = "A" };
        Lookup aaaa = Aaaa ?? SiteBuilder.Look(name, V6) with { Type = "AAAA" };
        string[] v4 = [.. a.Addresses.Select(x => x.ToString())];
        string[] v6 = [.. aaaa.Addresses.Select(x => x.ToString()), .. AlsoSeen];
        PortLook[] looks = [.. v6.Concat(v4).SelectMany(x => new[] { Look(x, 443), Look(x, 80) })];
        string[] Open(string[] from, int port) => [.. from.Where(x => looks.Any(l => l.Port == port && l.Address.ToString() == x && l.Open))];
        return new HostObservation
        {
            Name = name,
            A = a,
            Aaaa = aaaa,
            Ipv6Hints = [.. Hints.Select(IPAddress.Parse)],
            AtServers = AtServers,
            Again = Again,
            AlsoSeen = [.. AlsoSeen.Select(IPAddress.Parse)],
            Ipv6Walk = Walk ?? new PathWalk { Family = Family.V6, Reached = true },
            Ports = looks,
            Pairs = Pairs,
            Tls = [.. Open([.. v6, .. v4], 443).Select(Shake)],
            Fetches = [.. Fetches("https", Open(v4, 443), Open(v6, 443)), .. Fetches("http", Open(v4, 80), Open(v6, 80))],
        };
    }

    private IEnumerable<Fetch> Fetches(string scheme, string[] v4, string[] v6)
    {
        string url = $"{scheme}://{name}/";
        IEnumerable<string> from = scheme == "https" ? v4.Take(1).Concat(v6).Concat(v6.Length > 0 ? v4.Take(1) : []) : v4.Take(1).Concat(v6.Take(1));
        return Enumerable.Repeat(from, Times).SelectMany(f => f).Select(address => pages.Where(p => p.Where(Fetch(address))).Aggregate(Fetch(address), (f, p) => p.Change(f)));

        Fetch Fetch(string address)
        {
            IPAddress at = IPAddress.Parse(address);
            var first = new Hop { Url = url, Address = at, Port = scheme == "https" ? 443 : 80, Status = 200, ConnectMs = Time(at), FirstByteMs = 9 };
            string final = $"https://{name}/";
            return new Fetch
            {
                Family = FamilyOf(at), Address = at, Url = url, FinalUrl = final, Status = 200, Page = Pages.Read(Pages.Portal(), url: final), Attempts = SiteBuilder.Tries(null, 1),
                Hops = scheme == "https" ? [first] : [first with { Status = 301, Location = final }, first with { Url = final, Port = 443 }],
            };
        }
    }

    private PortLook Look(string address, int port) => new()
    {
        Address = IPAddress.Parse(address),
        Port = port,
        Attempts = ports.GetValueOrDefault((address, port)) ?? SiteBuilder.Tries(null, 1, Time(IPAddress.Parse(address))),
    };

    private TlsLook Shake(string address)
    {
        var look = new TlsLook
        {
            Address = IPAddress.Parse(address), Port = 443, ServerName = name, Attempts = SiteBuilder.Tries(null, 1), Protocol = "1.3", Alpn = "h2",
            CipherSuite = "TLS_AES_128_GCM_SHA256", PublicKey = "aa", Names = [name], NotBefore = SiteBuilder.Start.AddDays(-30), NotAfter = SiteBuilder.Start.AddDays(30),
        };
        return tls.TryGetValue(address, out Func<TlsLook, TlsLook>? change) ? change(look) : look;
    }

    private string[] Addresses(string where) => where switch
    {
        "v4" => V4,
        "v6" => V6,
        _ => [IPAddress.Parse(where).ToString()],
    };

    private double Time(IPAddress at) => FamilyOf(at) == Family.V6 ? RoundTripV6 : 5;

    private static Family FamilyOf(IPAddress at) => at.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4;
}

using System.Collections.Concurrent;
using System.Net;
using Sextant.Net.Bulk;
using Sextant.Net.Dns;
using Sextant.Net.Tests.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Bulk;

/// <summary>Walks from the root for lists, in scripted worlds: each must come to what the resolver for single names comes to.</summary>
public sealed class BulkIterationTests
{
    private const string Roots = "198.51.100.1 2001:db8:0::1";
    private const string Vn = "198.51.100.2 2001:db8:1::2";
    private const string Com = "198.51.100.3 2001:db8:1::3";
    private const string Example = "198.51.100.4 2001:db8:1::4";
    private const string Host = "198.51.100.6 2001:db8:1::6";

    private static readonly string[] Names =
    [
        "www.example.vn", "none.example.vn", "out.example.vn", "www.elsewhere.vn", "alias.vn", "www.old.vn", "none.vn", "none", "vn", "loop1.vn", "a.b.c.www.example.vn",
        "www.circle.vn", "www.lame.vn", "www.half.vn", "www.nobody.vn", "example.vn", "www.poison.vn",
    ];

    [Theory]
    [InlineData(FamilyMode.Dual, BulkIo.Batched)]
    [InlineData(FamilyMode.V4Only, BulkIo.Single)]
    [InlineData(FamilyMode.V6Only, BulkIo.Batched)]
    public async Task Every_name_comes_to_what_a_walk_for_it_alone_comes_to(FamilyMode families, BulkIo io)
    {
        await using ScriptedTree tree = World();
        DnsType[] types = [DnsType.A, DnsType.Aaaa, DnsType.Mx, DnsType.Ns];
        var expected = new List<string>();
        foreach (string name in Names)
        {
            foreach (DnsType type in types)
            {
                IterativeAnswer alone = await tree.Resolver(Roots, families).ResolveAsync(DnsName.Parse(name), type, CancellationToken.None);
                string records = string.Join(' ', alone.Records.Select(r => r.RData.ToString()!).Order(StringComparer.Ordinal));
                expected.Add($"{name} {type} {alone.Failure?.ToWord() ?? records} {string.Join(' ', alone.Aliases)}");
            }
        }

        (List<Seen> answers, _) = await BulkTrial.RunAsync(Options(tree, families, io) with { Types = types }, Names, tree.Network);

        Assert.Equal(expected.Order(StringComparer.Ordinal), answers.Select(Told).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Loss_changes_no_answer()
    {
        int asked = 0;
        await using ScriptedTree tree = World(q => Interlocked.Increment(ref asked) % 20 == 7);
        string[] names = [.. Enumerable.Range(0, 300).Select(i => $"n{i}.example.vn")];
        (List<Seen> answers, BulkCounts counts) = await BulkTrial.RunAsync(Options(tree, FamilyMode.Dual), names, tree.Network);
        Assert.All(answers, a => Assert.Equal((Failure?)null, a.Failure));
        Assert.True(counts.Repeated + answers.Sum(a => a.Tries - 1) > 10);
    }

    [Fact]
    public async Task What_many_names_share_is_asked_once()
    {
        await using ScriptedTree tree = World();
        string[] names = [.. Enumerable.Range(0, 400).Select(i => $"n{i}.elsewhere.vn")];
        (List<Seen> answers, _) = await BulkTrial.RunAsync(Options(tree, FamilyMode.Dual), names, tree.Network);
        Assert.All(answers, a => Assert.Equal("192.0.2.7", a.Data));
        Assert.Equal(2, Asked(tree, Roots)); // vn, and com for the name server's name
        Assert.Equal(1, Asked(tree, Vn));
        Assert.Equal(1, Asked(tree, Com));
        Assert.Equal(401, Asked(tree, Host));
    }

    [Fact]
    public async Task A_delegation_to_many_names_of_a_victim_costs_the_victim_little()
    {
        var asked = new ConcurrentQueue<string>();
        string[] servers = [.. Enumerable.Range(0, 60).Select(i => $"attack.vn NS x{i}.victim.com")];
        await using ScriptedTree tree = new ScriptedTree()
            .Zone(Roots, ".", "vn NS a.dns.vn", "a.dns.vn A 198.51.100.2", "com NS g.com", "g.com A 198.51.100.3")
            .Zone("198.51.100.2", "vn", servers)
            .Zone("198.51.100.3", "com", "victim.com NS ns.victim.com", "ns.victim.com A 198.51.100.9")
            .Script("198.51.100.9", q =>
            {
                asked.Enqueue(q.Question!.Name.ToString());
                return q.Respond(DnsRcode.NxDomain) with { Authoritative = true };
            });
        string[] names = [.. Enumerable.Range(0, 200).Select(i => $"r{i}.attack.vn")];
        (List<Seen> answers, _) = await BulkTrial.RunAsync(Options(tree, FamilyMode.V4Only), names, tree.Network);
        Assert.All(answers, a => Assert.Equal(Failure.DnsNoServers, a.Failure));
        // 200 names, 60 servers' names in the delegation, 10 of which are looked at, once for all.
        Assert.InRange(asked.Count, 1, 10);
    }

    [Fact]
    public async Task Zones_that_hang_on_each_other_end_and_hold_nobody_up()
    {
        await using ScriptedTree tree = World();
        string[] names = [.. Enumerable.Range(0, 50).SelectMany(i => new[] { $"n{i}.circle.vn", $"n{i}.turn.vn", $"n{i}.example.vn" })];
        (List<Seen> answers, _) = await BulkTrial.RunAsync(Options(tree, FamilyMode.Dual), names, tree.Network);
        Assert.All(answers, a => Assert.Equal(a.Name.EndsWith(".example.vn", StringComparison.Ordinal) ? null : Failure.DnsNoServers, a.Failure));
    }

    [Theory]
    [InlineData("www.only4.vn", "only4.vn", LinkFault.NoAddress)]
    [InlineData("www.noglue.vn", "noglue.vn", LinkFault.NoGlue)]
    [InlineData("www.third4.vn", "four.com", LinkFault.NoAddress)]
    [InlineData("www.lame.vn", "lame.vn", LinkFault.Lame)]
    public async Task Ipv6_alone_says_the_first_link_that_stops(string name, string zone, LinkFault fault)
    {
        await using ScriptedTree tree = World();
        (List<Seen> answers, _) = await BulkTrial.RunAsync(Options(tree, FamilyMode.V6Only), [name], tree.Network);
        Seen answer = Assert.Single(answers);
        Assert.Equal(($"{zone} {fault}", true), (answer.Stop, answer.Failure is not null));
        Assert.All(tree.Network.Dialled, d => Assert.Equal(System.Net.Sockets.AddressFamily.InterNetworkV6, d.AddressFamily));
    }

    [Fact]
    public async Task Servers_of_one_provider_are_paced_together()
    {
        await using ScriptedTree tree = World();
        BulkOptions options = Options(tree, FamilyMode.V4Only) with
        {
            Rate = _ => 1000,
            ProviderRate = 50,
            Provider = a => a.ToString() is "198.51.100.4" or "198.51.100.6" ? 64500u : 64501u + a.GetAddressBytes()[3],
        };
        string[] names = [.. Enumerable.Range(0, 60).SelectMany(i => new[] { $"n{i}.example.vn", $"n{i}.elsewhere.vn" })];
        long began = TimeProvider.System.GetTimestamp();
        (List<Seen> answers, _) = await BulkTrial.RunAsync(options, names, tree.Network);
        Assert.All(answers, a => Assert.Null(a.Failure));
        // 121 questions to two servers at 50 a second together, a burst of 5 apart.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 2.2, 30);
    }

    [Fact]
    public async Task What_may_not_be_asked_is_not_asked()
    {
        await using ScriptedTree tree = World();
        BulkOptions options = Options(tree, FamilyMode.V4Only);
        options = options with { Iteration = options.Iteration! with { Allows = a => a.ToString() != "198.51.100.4" } };
        (List<Seen> answers, _) = await BulkTrial.RunAsync(options, ["www.example.vn", "www.elsewhere.vn"], tree.Network);
        Assert.Equal(["www.elsewhere.vn A 192.0.2.7", "www.example.vn A dns-no-servers"], answers.Select(a => a.Whole));
        Assert.Empty(tree["198.51.100.4"].Queries);
    }

    private static string Told(Seen answer) =>
        $"{answer.Name} {answer.Type} {answer.Failure?.ToWord() ?? answer.Data} {answer.Aliases}";

    private static int Asked(ScriptedTree tree, string addresses) => addresses.Split(' ').Sum(a => tree[a].Queries.Count);

    private static BulkOptions Options(ScriptedTree tree, FamilyMode families, BulkIo io = BulkIo.Auto) => new()
    {
        Resolvers = [],
        Types = [DnsType.A],
        Threads = 1,
        InFlight = 256,
        Io = io,
        // A busy machine's hesitation is not a lost packet.
        ShortestWait = TimeSpan.FromMilliseconds(1500),
        Timeout = TimeSpan.FromSeconds(3),
        Iteration = new BulkIteration { RootHints = Hints(), Families = families },
    };

    private static RootHints Hints() => RootHints.Parse(string.Join('\n', Roots.Split(' ').Select((a, i) =>
        $". 3600 NS r{i}.root.\nr{i}.root. 3600 {(a.Contains(':', StringComparison.Ordinal) ? "AAAA" : "A")} {a}")));

    /// <summary>A root, vn and com; zones that work, and each way of not working.</summary>
    private static ScriptedTree World(Func<DnsMessage, bool>? drops = null)
    {
        var host = new ZoneScript("host.com", ["host.com NS ns.host.com", "ns.host.com A 198.51.100.6", "ns.host.com AAAA 2001:db8:1::6"]);
        var elsewhere = new ZoneScript("elsewhere.vn",
            ["elsewhere.vn NS ns.host.com", "www.elsewhere.vn AAAA 2001:db8:1::81", "www.elsewhere.vn A 192.0.2.7", .. Enumerable.Range(0, 400).Select(i => $"n{i}.elsewhere.vn A 192.0.2.7")]);
        // Says more than it may: addresses of a name server that lies elsewhere.
        var poison = new ZoneScript("poison.vn", ["poison.vn NS ns.host.com", "www.poison.vn CNAME www.example.vn", "www.example.vn A 203.0.113.66"]);
        return new ScriptedTree()
            .Zone(Roots, ".", "vn NS a.dns.vn", "a.dns.vn A 198.51.100.2", "a.dns.vn AAAA 2001:db8:1::2", "com NS g.com", "g.com A 198.51.100.3", "g.com AAAA 2001:db8:1::3")
            .Zone(Vn, "vn",
                "vn NS a.dns.vn", "a.dns.vn A 198.51.100.2", "a.dns.vn AAAA 2001:db8:1::2",
                "example.vn NS ns1.example.vn", "ns1.example.vn A 198.51.100.4", "ns1.example.vn AAAA 2001:db8:1::4",
                "elsewhere.vn NS ns.host.com", "poison.vn NS ns.host.com", "ns.host.com A 203.0.113.66", "ns.host.com AAAA 2001:db8:666::1",
                "alias.vn CNAME www.example.vn", "old.vn DNAME example.vn",
                "loop1.vn CNAME loop2.vn", "loop2.vn CNAME loop1.vn",
                "circle.vn NS ns.turn.vn", "turn.vn NS ns.circle.vn",
                "lame.vn NS ns.lame.vn", "ns.lame.vn A 198.51.100.3", "ns.lame.vn AAAA 2001:db8:1::3",
                "half.vn NS ns1.half.vn", "half.vn NS ns2.half.vn", "ns1.half.vn A 198.51.100.3", "ns1.half.vn AAAA 2001:db8:1::3", "ns2.half.vn A 198.51.100.7", "ns2.half.vn AAAA 2001:db8:1::7",
                "nobody.vn NS ns.none.com",
                "only4.vn NS ns.only4.vn", "ns.only4.vn A 198.51.100.4", "noglue.vn NS ns.noglue.vn", "third4.vn NS ns.four.com")
            .Zone(Com, "com",
                "host.com NS ns.host.com", "ns.host.com A 198.51.100.6", "ns.host.com AAAA 2001:db8:1::6", "four.com NS ns.four.com", "ns.four.com A 198.51.100.8")
            .Script(Example, Dropping(drops, new ZoneScript("example.vn",
                [
                    "example.vn NS ns1.example.vn", "www.example.vn AAAA 2001:db8:1::80", "www.example.vn A 198.51.100.80", "out.example.vn CNAME www.elsewhere.vn",
                    .. Enumerable.Range(0, 300).Select(i => $"n{i}.example.vn A 192.0.2.8"),
                ]).Answer))
            .Script(Host, Dropping(drops, q => q.Question!.Name.ToString() is var name && name.EndsWith("host.com", StringComparison.OrdinalIgnoreCase) ? host.Answer(q)
                : name.EndsWith("poison.vn", StringComparison.OrdinalIgnoreCase) ? poison.Answer(q) : elsewhere.Answer(q)))
            .Zone("198.51.100.7 2001:db8:1::7", "half.vn", "half.vn NS ns2.half.vn", "www.half.vn A 192.0.2.9", "www.half.vn AAAA 2001:db8::9")
            .Zone("198.51.100.8", "four.com", "ns.four.com A 198.51.100.8");
    }

    private static Func<DnsMessage, DnsMessage?> Dropping(Func<DnsMessage, bool>? drops, Func<DnsMessage, DnsMessage?> answer) =>
        q => drops?.Invoke(q) == true ? null : answer(q);
}

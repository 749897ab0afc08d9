using Sextant.Net.Bulk;
using Sextant.Net.Dns;
using Sextant.Net.Tests.Bulk;
using Sextant.Testing;
using Sextant.Testing.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Dns;

/// <summary>Against NSD, BIND, Knot and Unbound as they are installed: a tree of their zones behind virtual addresses.</summary>
public sealed class RealServersTests
{
    private static readonly bool Installed = new[] { "nsd", "named", "knotd", "unbound" }.All(p => ServerProcess.Find(p) is not null);

    private static readonly ZoneFile Root = new(".", """
        @ NS r.root.
        r.root. A 198.51.100.1
        r.root. AAAA 2001:db8::1
        vn. NS a.dns.vn.
        a.dns.vn. A 198.51.100.2
        a.dns.vn. AAAA 2001:db8::2
        """);

    private static readonly ZoneFile Vn = new("vn", """
        @ NS a.dns
        a.dns A 198.51.100.2
        a.dns AAAA 2001:db8::2
        example NS ns1.example
        example NS ns2.example
        example DS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000000
        ns1.example A 198.51.100.3
        ns1.example AAAA 2001:db8::3
        ns2.example AAAA 2001:db8::4
        noglue NS ns1.noglue
        ns1.noglue A 198.51.100.3
        third NS ns1.example
        lame NS a.dns
        old DNAME example
        ent.deep TXT "x"
        """);

    private static readonly ZoneFile Example = new("example.vn", """
        @ NS ns1
        @ NS ns2
        ns1 A 198.51.100.3
        ns1 AAAA 2001:db8::3
        ns2 AAAA 2001:db8::4
        @ MX 10 mail
        @ CAA 0 issue "ca.vn"
        www A 198.51.100.80
        www AAAA 2001:db8::80
        alias CNAME www.third.vn.
        many TXT "v=spf1 -all" "a\"b\\c" "\200\010"
        svc HTTPS 1 . alpn=h2,h3 ipv6hint=2001:db8::80
        key DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118
        odd\.label TYPE65280 \# 3 010203
        """ + string.Concat(Enumerable.Range(0, 60).Select(i => $"\nlarge AAAA 2001:db8::1:{i:x}")));

    private static readonly ZoneFile NoGlue = new("noglue.vn", """
        @ NS ns1
        ns1 A 198.51.100.3
        ns1 AAAA 2001:db8::3
        www AAAA 2001:db8::82
        """);

    private static readonly ZoneFile Third = new("third.vn", """
        @ NS ns1.example.vn.
        www AAAA 2001:db8::81
        """);

    [Fact]
    public async Task The_tree_is_walked_over_each_family()
    {
        Assert.SkipUnless(Installed, "nsd, bind9, knot and unbound are not all installed");
        await using var tree = await RealTree.StartAsync();
        foreach (FamilyMode families in Enum.GetValues<FamilyMode>())
        {
            IterativeResolver resolver = tree.Resolver(families);
            IterativeAnswer www = await ResolveAsync(resolver, "www.example.vn", DnsType.Aaaa);
            Assert.Equal((families, null, "2001:db8::80"), (families, www.Failure, www.Records.SingleOrDefault()?.RData.ToString()));
            Assert.Equal([".", "vn", "example.vn"], www.Steps.Select(s => s.Zone.ToString()));
            Assert.All(www.Steps, s => Assert.True(s.Exchange.CaseKept));

            IterativeAnswer alias = await ResolveAsync(resolver, "alias.example.vn", DnsType.Aaaa);
            Assert.Equal(("www.third.vn", "2001:db8::81"), (alias.FinalName.ToString(), alias.Records[0].RData.ToString()));
            IterativeAnswer dname = await ResolveAsync(resolver, "www.old.vn", DnsType.Aaaa);
            Assert.Equal(("www.example.vn", null), (dname.FinalName.ToString(), dname.Failure));
            IterativeAnswer large = await ResolveAsync(resolver, "large.example.vn", DnsType.Aaaa);
            Assert.Equal(60, large.Records.Count);
            Assert.True(large.Steps[^1].Exchange.RetriedOverTcp);

            Assert.Equal(Failure.DnsNxdomain, (await ResolveAsync(resolver, "none.example.vn", DnsType.A)).Failure);
            Assert.Equal(Failure.DnsNoData, (await ResolveAsync(resolver, "deep.vn", DnsType.A)).Failure);
            Assert.Equal(Failure.DnsNoData, (await ResolveAsync(resolver, "www.example.vn", DnsType.Mx)).Failure);
            ZoneCutAnswer cut = await resolver.ZoneCutAsync(DnsName.Parse("a.b.www.example.vn"), CancellationToken.None);
            Assert.Equal("example.vn", cut.Zone!.ToString());

            DelegationAnswer delegation = await resolver.DelegationAsync(DnsName.Parse("example.vn"), CancellationToken.None);
            Assert.Equal(["ns1.example.vn", "ns2.example.vn"], delegation.NameServers.Select(n => n.ToString()));
            Assert.Equal(3, delegation.Glue.Sum(g => g.Addresses.Count));
            Assert.Equal(families == FamilyMode.Dual ? 2 : 1, delegation.Servers.Count);
            Assert.Single(delegation.Ds);
        }
    }

    [Theory]
    [InlineData(FamilyMode.Dual)]
    [InlineData(FamilyMode.V6Only)]
    public async Task A_list_walks_the_tree_as_single_names_do(FamilyMode families)
    {
        Assert.SkipUnless(Installed, "nsd, bind9, knot and unbound are not all installed");
        await using var tree = await RealTree.StartAsync();
        string[] names =
        [
            "www.example.vn", "alias.example.vn", "www.old.vn", "large.example.vn", "none.example.vn", "deep.vn", "www.third.vn", "example.vn", "www.lame.vn", "none.vn", "vn",
        ];
        DnsType[] types = [DnsType.A, DnsType.Aaaa, DnsType.Mx, DnsType.Ns, DnsType.Soa, DnsType.Ds];
        var expected = new List<string>();
        foreach (string name in names)
        {
            foreach (DnsType type in types)
            {
                IterativeAnswer alone = await ResolveAsync(tree.Resolver(families), name, type);
                expected.Add($"{name} {type} {alone.Failure?.ToWord() ?? string.Join(' ', alone.Records.Select(r => r.RData.ToString()!).Order(StringComparer.Ordinal))}");
            }
        }

        var options = new BulkOptions
        {
            Resolvers = [],
            Types = types,
            Threads = 1,
            InFlight = 512,
            ShortestWait = TimeSpan.FromSeconds(1),
            Iteration = new BulkIteration { RootHints = RealTree.Hints, Families = families },
        };
        (List<Seen> answers, _) = await BulkTrial.RunAsync(options, names, tree.Network);

        Assert.Equal(expected.Order(StringComparer.Ordinal), answers.Select(a => a.Whole).Order(StringComparer.Ordinal));
        Assert.Equal(60, answers.Single(a => a.Name == "large.example.vn" && a.Type == DnsType.Aaaa).Data.Split(' ').Length);
    }

    [Fact]
    public async Task Ipv6_alone_stops_where_the_tree_depends_on_ipv4()
    {
        Assert.SkipUnless(Installed, "nsd, bind9, knot and unbound are not all installed");
        await using var tree = await RealTree.StartAsync();
        IterativeResolver resolver = tree.Resolver(FamilyMode.V6Only);

        IterativeAnswer noGlue = await ResolveAsync(resolver, "www.noglue.vn", DnsType.Aaaa);
        Assert.Equal(("noglue.vn", "ns1.noglue.vn", LinkFault.NoGlue), (noGlue.Stop!.Zone.ToString(), noGlue.Stop.Server!.ToString(), noGlue.Stop.Fault));
        Assert.Null((await ResolveAsync(tree.Resolver(FamilyMode.V4Only), "www.noglue.vn", DnsType.Aaaa)).Failure);

        IterativeAnswer lame = await ResolveAsync(resolver, "www.lame.vn", DnsType.Aaaa);
        Assert.Equal(("lame.vn", LinkFault.Lame), (lame.Stop!.Zone.ToString(), lame.Stop.Fault));
    }

    [Theory]
    [InlineData("many.example.vn", DnsType.Txt, """
        "v=spf1 -all" "a\"b\\c" "\200\010"
        """)]
    [InlineData("svc.example.vn", DnsType.Https, "1 . alpn=h2,h3 ipv6hint=2001:db8::80")]
    [InlineData("key.example.vn", DnsType.Ds, "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118")]
    [InlineData("example.vn", DnsType.Mx, "10 mail.example.vn.")]
    [InlineData("example.vn", DnsType.Caa, """
        0 issue "ca.vn"
        """)]
    [InlineData("example.vn", DnsType.Soa, "ns.invalid. admin.invalid. 2026112201 7200 900 1209600 300")]
    [InlineData(@"odd\.label.example.vn", (DnsType)65280, @"\# 3 010203")]
    public async Task What_a_zone_file_says_is_read_from_every_server(string name, DnsType type, string data)
    {
        Assert.SkipUnless(Installed, "nsd, bind9, knot and unbound are not all installed");
        var question = new DnsQuestion(DnsName.Parse(name), type);
        var transport = new DnsTransport(new MachineNetwork(), guard: null, pacer: null, TimeProvider.System);
        await using RealNameServer nsd = await RealNameServer.NsdAsync(Example);
        await using RealNameServer bind = await RealNameServer.BindAsync(Example);
        await using RealNameServer knot = await RealNameServer.KnotAsync(Example);
        foreach (RealNameServer server in (RealNameServer[])[nsd, bind, knot])
        {
            foreach (DnsTransportMode mode in (DnsTransportMode[])[DnsTransportMode.UdpOnly, DnsTransportMode.TcpOnly])
            {
                DnsExchange exchange = await transport.AskAsync(server.V6, question, new DnsAskOptions { Transport = mode }, CancellationToken.None);
                Assert.Null(exchange.Failure);
                Assert.Equal(data, Assert.Single(exchange.Message!.Answers).RData.ToString());
                Assert.True(exchange.Message.Authoritative);
            }
        }
    }

    [Fact]
    public async Task Bogus_signatures_are_told_from_dead_servers()
    {
        Assert.SkipUnless(Installed && SignedZone.CanSign, "unbound, nsd or the signing tools are not installed");
        SignedZone zone = await SignedZone.SignAsync(new ZoneFile("signed.vn", """
            @ NS ns
            ns AAAA 2001:db8::9
            www AAAA 2001:db8::80
            bad AAAA 2001:db8::bad
            bad A 192.0.2.1
            """));
        ZoneFile spoilt = zone.File with { Text = zone.File.Text.Replace("2001:db8::bad", "2001:db8::666", StringComparison.Ordinal) };
        await using RealNameServer nsd = await RealNameServer.NsdAsync(spoilt);
        await using UnboundServer unbound = await UnboundServer.StartAsync(zone.Anchor, ("signed.vn", nsd.V4), ("lame.vn", nsd.V4));
        var stub = new StubClient(
            new DnsTransport(new MachineNetwork(), guard: null, pacer: null, TimeProvider.System), new StubOptions { Resolvers = [unbound.EndPoint] });

        StubAnswer good = await LookupAsync(stub, "www.signed.vn", DnsType.Aaaa);
        Assert.Null(good.Failure);
        Assert.True(good.AuthenticData, unbound.Log);
        StubAnswer bad = await LookupAsync(stub, "bad.signed.vn", DnsType.Aaaa);
        Assert.Equal(Failure.DnsBogus, bad.Failure);
        Assert.Null((await LookupAsync(stub, "bad.signed.vn", DnsType.A)).Failure);
        StubAnswer none = await LookupAsync(stub, "none.signed.vn", DnsType.Aaaa);
        Assert.Equal((Failure.DnsNxdomain, true), (none.Failure, none.AuthenticData));
        Assert.Equal(Failure.DnsServfail, (await LookupAsync(stub, "www.lame.vn", DnsType.Aaaa)).Failure);
    }

    private static async Task<IterativeAnswer> ResolveAsync(IterativeResolver resolver, string name, DnsType type) =>
        await resolver.ResolveAsync(DnsName.Parse(name), type, CancellationToken.None);

    private static async Task<StubAnswer> LookupAsync(StubClient stub, string name, DnsType type) =>
        await stub.LookupAsync(DnsName.Parse(name), type, CancellationToken.None);

    /// <summary>The root on NSD, vn on BIND, the zones below on Knot and on NSD.</summary>
    private sealed class RealTree : IAsyncDisposable
    {
        private readonly List<RealNameServer> _servers = [];
        private readonly MappedNetwork _network = new();

        public static RootHints Hints { get; } = RootHints.Parse(". NS r.root.\nr.root. A 198.51.100.1\nr.root. AAAA 2001:db8::1");

        public MappedNetwork Network => _network;

        public static async Task<RealTree> StartAsync()
        {
            var tree = new RealTree();
            RealNameServer[] started = await Task.WhenAll(
                RealNameServer.NsdAsync(Root), RealNameServer.BindAsync(Vn), RealNameServer.KnotAsync(Example, Third, NoGlue), RealNameServer.NsdAsync(Example, Third));
            tree._servers.AddRange(started);
            for (int i = 0; i < started.Length; i++)
            {
                tree._network.Map($"198.51.100.{i + 1}", 53, started[i].V4).Map($"2001:db8::{i + 1}", 53, started[i].V6);
            }

            return tree;
        }

        public IterativeResolver Resolver(FamilyMode families) => new(
            new DnsTransport(_network, guard: null, pacer: null, TimeProvider.System),
            new IterativeOptions { RootHints = Hints, Families = families });

        public async ValueTask DisposeAsync()
        {
            foreach (RealNameServer server in _servers)
            {
                await server.DisposeAsync();
            }
        }
    }
}

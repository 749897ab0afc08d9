using System.Diagnostics;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Dns;

/// <summary>Walks over IPv6 alone that end, and hostile trees that must not lead a walk astray.</summary>
public sealed class IterativeStopTests
{
    private const string Root = "2001:db8::1";
    private const string Root4 = "198.51.100.1";
    private const string Tld = "2001:db8::2";
    private const string Tld4 = "198.51.100.2";

    /// <summary>The root and vn on both families, and what vn says of the zone under test.</summary>
    private static ScriptedTree Vn(params string[] lines) => new ScriptedTree()
        .Zone($"{Root} {Root4}", ".", "vn NS a.vn", $"a.vn AAAA {Tld}", $"a.vn A {Tld4}")
        .Zone($"{Tld} {Tld4}", "vn", ["vn NS a.vn", $"a.vn AAAA {Tld}", $"a.vn A {Tld4}", .. lines]);

    private static async Task<IterativeAnswer> WalkAsync(ScriptedTree tree, string name = "www.x.vn", FamilyMode families = FamilyMode.V6Only) =>
        await tree.Resolver($"{Root} {Root4}", families, ScriptedTree.Quick).ResolveAsync(Name(name), DnsType.Aaaa, CancellationToken.None);

    private static void Stops(IterativeAnswer answer, string zone, string? server, LinkFault fault)
    {
        Assert.NotNull(answer.Stop);
        Assert.Equal((zone, server, fault), (answer.Stop.Zone.ToString(), answer.Stop.Server?.ToString(), answer.Stop.Fault));
        Assert.False(answer.Reached);
        Assert.Empty(answer.Records);
    }

    [Fact]
    public async Task A_name_server_without_aaaa()
    {
        await using ScriptedTree tree = Vn("x.vn NS ns.x.vn", "ns.x.vn A 198.51.100.9").Zone("198.51.100.9", "x.vn", "ns.x.vn A 198.51.100.9");
        IterativeAnswer answer = await WalkAsync(tree);
        Stops(answer, "x.vn", "ns.x.vn", LinkFault.NoAddress);
        Assert.Equal("no-address", answer.Stop!.Reason);
        Assert.True(answer.Stop.IsByData);
        Assert.Equal(Failure.DnsNoServers, answer.Failure);
        Assert.Null((await WalkAsync(tree, families: FamilyMode.V4Only)).Stop);
    }

    [Fact]
    public async Task A_name_server_with_aaaa_and_without_its_glue()
    {
        await using ScriptedTree tree = Vn("x.vn NS ns.x.vn", "ns.x.vn A 198.51.100.9")
            .Zone("198.51.100.9", "x.vn", "ns.x.vn A 198.51.100.9", "ns.x.vn AAAA 2001:db8::9", "www.x.vn AAAA 2001:db8::80");
        IterativeAnswer answer = await WalkAsync(tree);
        Stops(answer, "x.vn", "ns.x.vn", LinkFault.NoGlue);
        Assert.True(answer.Stop!.IsByData);
    }

    [Fact]
    public async Task Several_name_servers_are_not_named_as_one()
    {
        await using ScriptedTree tree = Vn("x.vn NS ns1.x.vn", "x.vn NS ns2.x.vn", "ns1.x.vn A 198.51.100.9", "ns2.x.vn A 198.51.100.9")
            .Zone("198.51.100.9", "x.vn", "ns1.x.vn A 198.51.100.9", "ns2.x.vn A 198.51.100.9");
        IterativeAnswer answer = await WalkAsync(tree);
        Stops(answer, "x.vn", null, LinkFault.NoAddress);
        Assert.Equal(2, answer.Stop!.Servers.Count);
    }

    [Fact]
    public async Task A_name_server_elsewhere_without_aaaa()
    {
        await using ScriptedTree tree = Vn("x.vn NS ns.y.vn", "y.vn NS ns6.y.vn", "ns6.y.vn AAAA 2001:db8::6")
            .Zone("2001:db8::6", "y.vn", "y.vn NS ns6.y.vn", "ns.y.vn A 198.51.100.9");
        Stops(await WalkAsync(tree), "x.vn", "ns.y.vn", LinkFault.NoAddress);
    }

    [Fact]
    public async Task A_name_server_in_a_zone_that_is_ipv4_only()
    {
        await using ScriptedTree tree = Vn("x.vn NS ns.y.vn", "y.vn NS ns.y.vn", "ns.y.vn A 198.51.100.9")
            .Zone("198.51.100.9", "y.vn", "ns.y.vn A 198.51.100.9");
        IterativeAnswer answer = await WalkAsync(tree);
        Stops(answer, "x.vn", "ns.y.vn", LinkFault.ServersZone);
        Assert.Equal(("y.vn", "ns.y.vn", LinkFault.NoAddress),
            (answer.Stop!.Innermost.Zone.ToString(), answer.Stop.Innermost.Server?.ToString(), answer.Stop.Innermost.Fault));

        await using ScriptedTree deep = new ScriptedTree()
            .Zone($"{Root} {Root4}", ".", "vn NS a.vn", $"a.vn AAAA {Tld}", "com NS g.com", "g.com A 198.51.100.7")
            .Zone(Tld, "vn", "x.vn NS ns.y.com")
            .Zone("198.51.100.7", "com", "y.com NS ns.y.com", "ns.y.com AAAA 2001:db8::9");
        IterativeAnswer through = await WalkAsync(deep);
        Stops(through, "x.vn", "ns.y.com", LinkFault.ServersZone);
        Assert.Equal(("com", LinkFault.NoAddress), (through.Stop!.Innermost.Zone.ToString(), through.Stop.Innermost.Fault));
    }

    [Fact]
    public async Task A_name_server_that_is_silent_or_not_there()
    {
        await using ScriptedTree silent = Vn("x.vn NS ns.x.vn", "ns.x.vn AAAA 2001:db8::9").Script("2001:db8::9", _ => null);
        IterativeAnswer answer = await WalkAsync(silent);
        Stops(answer, "x.vn", "ns.x.vn", LinkFault.Unreachable);
        Assert.Equal(Failure.TimedOut, answer.Failure);
        // Once, and once more with more patience.
        Assert.Equal(2, silent["2001:db8::9"].Queries.Count);

        await using ScriptedTree absent = Vn("x.vn NS ns.x.vn", "ns.x.vn AAAA 2001:db8::dead");
        Assert.Equal(Failure.HostUnreachable, (await WalkAsync(absent)).Failure);
    }

    [Fact]
    public async Task A_name_server_that_drops_edns_is_asked_without()
    {
        var zone = new ZoneScript("x.vn", ["www.x.vn AAAA 2001:db8::80", "a.x.vn AAAA 2001:db8::81"]);
        await using ScriptedTree tree = Vn("x.vn NS ns.x.vn", "ns.x.vn AAAA 2001:db8::9").Script("2001:db8::9", q => q.Edns is null ? zone.Answer(q) : null);
        IterativeResolver resolver = tree.Resolver(Root, FamilyMode.V6Only, ScriptedTree.Quick);
        foreach (string name in (string[])["www.x.vn", "a.x.vn", "b.x.vn", "c.x.vn"])
        {
            Assert.True((await resolver.ResolveAsync(Name(name), DnsType.Aaaa, CancellationToken.None)).Reached);
        }

        // After two such answers EDNS is left out at once.
        Assert.Equal(2, tree["2001:db8::9"].Queries.Count(q => q.Edns is not null));
    }

    [Theory]
    [InlineData(DnsRcode.Refused, Failure.DnsRefused)]
    [InlineData(DnsRcode.ServFail, Failure.DnsServfail)]
    [InlineData(DnsRcode.NoError, Failure.DnsLame)]
    public async Task A_name_server_that_does_not_serve_the_zone(DnsRcode rcode, Failure failure)
    {
        await using ScriptedTree tree = Vn("x.vn NS ns.x.vn", "ns.x.vn AAAA 2001:db8::9").Script("2001:db8::9", q => q.Respond(rcode));
        IterativeAnswer answer = await WalkAsync(tree);
        Stops(answer, "x.vn", "ns.x.vn", LinkFault.Lame);
        Assert.Equal(failure, answer.Failure);
    }

    [Fact]
    public async Task One_good_name_server_among_bad_ones_is_found()
    {
        await using ScriptedTree tree = Vn(
                "x.vn NS ns1.x.vn", "x.vn NS ns2.x.vn", "x.vn NS ns3.x.vn", "x.vn NS ns4.x.vn", "x.vn NS ns.none.vn",
                "ns1.x.vn AAAA 2001:db8::a", "ns2.x.vn AAAA 2001:db8::b", "ns3.x.vn A 198.51.100.9", "ns4.x.vn AAAA 2001:db8::c")
            .Script("2001:db8::a", _ => null)
            .Script("2001:db8::b", q => q.Respond(DnsRcode.Refused))
            .Zone("2001:db8::c", "x.vn", "www.x.vn AAAA 2001:db8::80");
        IterativeAnswer answer = await WalkAsync(tree);
        Assert.Null(answer.Failure);
        Assert.Single(answer.Records);
    }

    [Fact]
    public async Task A_root_without_ipv6_is_the_first_link()
    {
        await using var tree = new ScriptedTree();
        IterativeAnswer answer = await tree.Resolver(Root4, FamilyMode.V6Only).ResolveAsync(Name("www.x.vn"), DnsType.Aaaa, CancellationToken.None);
        Stops(answer, ".", "r0.root", LinkFault.NoAddress);
    }

    [Fact]
    public async Task Referrals_upwards_sideways_and_to_itself_are_lame()
    {
        foreach (string owner in (string[])[".", "vn", "x.vn", "y.vn"])
        {
            await using ScriptedTree tree = Vn("x.vn NS ns.x.vn", "ns.x.vn AAAA 2001:db8::9").Script("2001:db8::9", q => q.Respond() with
            {
                Authorities = [new DnsRecord(Name(owner), 60, new NsRecord(Name("a.vn")))],
            });
            Stops(await WalkAsync(tree), "x.vn", "ns.x.vn", LinkFault.Lame);
        }
    }

    [Fact]
    public async Task Data_of_other_peoples_zones_is_not_believed()
    {
        DnsRecord evil = new(Name("www.bank.vn"), 3600, new AaaaRecord(System.Net.IPAddress.Parse("2001:db8::bad")));
        await using ScriptedTree tree = Vn("x.vn NS ns.x.vn", "ns.x.vn AAAA 2001:db8::9", "bank.vn NS ns.bank.vn", "ns.bank.vn AAAA 2001:db8::a")
            .Script("2001:db8::9", q => q.Respond() with
            {
                Authoritative = true,
                Answers = [new DnsRecord(Name("www.x.vn"), 60, new CnameRecord(Name("www.bank.vn"))), evil],
                Authorities = [new DnsRecord(Name("bank.vn"), 3600, new NsRecord(Name("evil.x.vn")))],
                Additionals = [evil, new DnsRecord(Name("ns.bank.vn"), 3600, new AaaaRecord(System.Net.IPAddress.Parse("2001:db8::9")))],
            })
            .Zone("2001:db8::a", "bank.vn", "www.bank.vn AAAA 2001:db8::80");
        IterativeResolver resolver = tree.Resolver(Root, FamilyMode.V6Only);
        foreach (string name in (string[])["www.x.vn", "www.bank.vn"])
        {
            IterativeAnswer answer = await resolver.ResolveAsync(Name(name), DnsType.Aaaa, CancellationToken.None);
            Assert.Equal("2001:db8::80", Assert.Single(answer.Records).RData.ToString());
        }
    }

    [Fact]
    public async Task Glue_for_names_outside_the_zone_is_not_believed()
    {
        await using ScriptedTree tree = Vn("x.vn NS ns.x.vn", "ns.x.vn AAAA 2001:db8::9")
            .Script("2001:db8::9", q => q.Respond() with
            {
                Authorities = [new DnsRecord(Name("sub.x.vn"), 60, new NsRecord(Name("ns.y.vn")))],
                Additionals = [new DnsRecord(Name("ns.y.vn"), 60, new AaaaRecord(System.Net.IPAddress.Parse("2001:db8::bad")))],
            })
            .Script("2001:db8::bad", q => q.Respond() with { Authoritative = true, Answers = [new DnsRecord(q.Question!.Name, 60, new AaaaRecord(System.Net.IPAddress.IPv6Loopback))] });
        IterativeAnswer answer = await WalkAsync(tree, "www.sub.x.vn");
        Stops(answer, "sub.x.vn", "ns.y.vn", LinkFault.NoAddress);
        Assert.Empty(tree["2001:db8::bad"].Queries);
    }

    [Fact]
    public async Task A_referral_to_a_crowd_of_names_does_not_multiply()
    {
        // NXNSAttack: each question brings a referral to names that must each be looked up (CVE-2020-12662).
        await using ScriptedTree tree = Vn("x.vn NS ns.x.vn", "ns.x.vn AAAA 2001:db8::9", "victim.vn NS ns.victim.vn", "ns.victim.vn AAAA 2001:db8::a")
            .Script("2001:db8::9", q => q.Respond() with
            {
                Authorities = [.. Enumerable.Range(0, 200).Select(i => new DnsRecord(q.Question!.Name, 60, new NsRecord(Name($"n{i}.{q.Id}.victim.vn"))))],
            })
            .Zone("2001:db8::a", "victim.vn");
        IterativeAnswer answer = await WalkAsync(tree);
        Assert.False(answer.Reached);
        Assert.InRange(tree["2001:db8::a"].Queries.Count, 1, 10);
        Assert.InRange(tree.Network.Dialled.Count, 1, 60);
    }

    [Fact]
    public async Task Name_servers_that_need_each_other_are_found_out()
    {
        await using ScriptedTree tree = Vn("x.vn NS ns.y.vn", "y.vn NS ns.x.vn");
        IterativeAnswer answer = await WalkAsync(tree);
        Stops(answer, "x.vn", "ns.y.vn", LinkFault.ServersZone);
        Assert.Equal(Failure.DnsLoop, answer.Stop!.Innermost.Servers.Single(s => s.Fault == LinkFault.ServersZone).Failure);
    }

    [Fact]
    public async Task Work_for_one_name_is_bounded()
    {
        // Every name server's name lies in yet another zone with two more of its kind.
        int made = 0;
        await using ScriptedTree tree = new ScriptedTree().Script(Root, q => q.Respond() with
        {
            Authorities = [.. Enumerable.Range(0, 10).Select(_ => new DnsRecord(q.Question!.Name.Suffix(1), 60, new NsRecord(Name($"ns.t{Interlocked.Increment(ref made)}"))))],
        });
        IterativeAnswer answer = await tree.Resolver(Root, FamilyMode.V6Only, o => o with { MaxQueries = 40, MaxNesting = 8 })
            .ResolveAsync(Name("www.x.vn"), DnsType.Aaaa, CancellationToken.None);
        Assert.False(answer.Reached);
        Assert.Equal(Failure.DnsWorkLimit, answer.Failure);
        // As many again may go into explaining where it stopped; here there is nothing to explain.
        Assert.InRange(tree.Network.Dialled.Count, 10, 60);
    }

    [Fact]
    public async Task A_delegation_without_end_ends()
    {
        // The same server delegates one label further each time.
        string name = string.Join('.', Enumerable.Range(0, 60).Select(i => $"l{i}"));
        await using ScriptedTree tree = new ScriptedTree();
        int depth = 0;
        tree.Script(Root, q =>
        {
            DnsName child = q.Question!.Name.Suffix(Math.Min(++depth, q.Question.Name.LabelCount));
            return q.Respond() with
            {
                Authorities = [new DnsRecord(child, 60, new NsRecord(Name("ns." + child)))],
                Additionals = [new DnsRecord(Name("ns." + child), 60, new AaaaRecord(System.Net.IPAddress.Parse(Root)))],
            };
        });
        IterativeAnswer answer = await tree.Resolver(Root, FamilyMode.V6Only).ResolveAsync(Name(name), DnsType.Aaaa, CancellationToken.None);
        Assert.Equal(Failure.DnsWorkLimit, answer.Failure);
        Assert.InRange(tree[Root].Queries.Count, 15, 25);
    }

    [Fact]
    public async Task Alias_loops_and_chains_end()
    {
        await using ScriptedTree tree = Vn("x.vn NS ns.x.vn", "ns.x.vn AAAA 2001:db8::9")
            .Zone("2001:db8::9", "x.vn", [
                "a.x.vn CNAME b.x.vn", "b.x.vn CNAME a.x.vn",
                .. Enumerable.Range(0, 12).Select(i => $"c{i}.x.vn CNAME c{i + 1}.x.vn")]);
        Assert.Equal(Failure.DnsLoop, (await WalkAsync(tree, "a.x.vn")).Failure);
        IterativeAnswer chain = await WalkAsync(tree, "c0.x.vn");
        Assert.Equal(Failure.DnsChainTooLong, chain.Failure);
        Assert.Equal(10, chain.Aliases.Count);
    }

    [Fact]
    public async Task A_crowd_of_silent_servers_takes_bounded_time()
    {
        string[] addresses = [.. Enumerable.Range(16, 13).Select(i => $"2001:db8::{i:x}")];
        await using ScriptedTree tree = Vn([
            .. addresses.Select((_, i) => $"x.vn NS ns{i}.x.vn"), .. addresses.Select((a, i) => $"ns{i}.x.vn AAAA {a}")])
            .Script(string.Join(' ', addresses), _ => null);
        long started = Stopwatch.GetTimestamp();
        IterativeAnswer answer = await WalkAsync(tree);
        Stops(answer, "x.vn", null, LinkFault.Unreachable);
        // 13 of them, three abreast, 0.5 s and then 1 s each.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 12);
    }

    private static DnsName Name(string text) => DnsName.Parse(text);
}

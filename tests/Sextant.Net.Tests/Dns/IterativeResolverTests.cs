using Sextant.Net.Dns;
using Sextant.Net.Guard;
using Sextant.Wire;
using Sextant.Wire.Addresses;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Dns;

/// <summary>Walks that go well, over each family and both.</summary>
public sealed class IterativeResolverTests
{
    private const string Root4 = "198.51.100.1";
    private const string Root6 = "2001:db8:0::1";
    private const string Roots = Root4 + " " + Root6;

    /// <summary>A root, vn, com, and zones of both: dual-stack throughout, one with its servers elsewhere.</summary>
    private static ScriptedTree Healthy() => new ScriptedTree()
        .Zone(Roots, ".", "vn NS a.dns.vn", "a.dns.vn A 198.51.100.2", "a.dns.vn AAAA 2001:db8:1::2", "com NS g.com", "g.com A 198.51.100.3", "g.com AAAA 2001:db8:1::3")
        .Zone("198.51.100.2 2001:db8:1::2", "vn",
            "vn NS a.dns.vn", "a.dns.vn A 198.51.100.2", "a.dns.vn AAAA 2001:db8:1::2",
            "example.vn NS ns1.example.vn", "example.vn NS ns2.example.vn", "example.vn DS",
            "ns1.example.vn A 198.51.100.4", "ns1.example.vn AAAA 2001:db8:1::4", "ns2.example.vn AAAA 2001:db8:1::5",
            "elsewhere.vn NS ns.host.com", "alias.vn CNAME www.example.vn", "old.vn DNAME example.vn")
        .Zone("198.51.100.3 2001:db8:1::3", "com", "host.com NS ns.host.com", "ns.host.com A 198.51.100.6", "ns.host.com AAAA 2001:db8:1::6")
        .Zone("198.51.100.4 2001:db8:1::4 2001:db8:1::5", "example.vn",
            "example.vn NS ns1.example.vn", "example.vn NS ns2.example.vn", "www.example.vn AAAA 2001:db8:1::80", "www.example.vn A 198.51.100.80",
            "out.example.vn CNAME www.elsewhere.vn");

    private static ScriptedTree WithElsewhere()
    {
        var host = new ZoneScript("host.com", ["host.com NS ns.host.com", "ns.host.com A 198.51.100.6", "ns.host.com AAAA 2001:db8:1::6"]);
        var elsewhere = new ZoneScript("elsewhere.vn", ["elsewhere.vn NS ns.host.com", "www.elsewhere.vn AAAA 2001:db8:1::81"]);
        return Healthy().Script("198.51.100.6 2001:db8:1::6", q =>
            q.Question!.Name.IsSubdomainOf(DnsName.Parse("host.com")) ? host.Answer(q) : elsewhere.Answer(q));
    }

    [Theory]
    [InlineData(FamilyMode.Dual)]
    [InlineData(FamilyMode.V4Only)]
    [InlineData(FamilyMode.V6Only)]
    public async Task A_name_is_resolved_from_the_root_over_the_families_allowed(FamilyMode families)
    {
        await using ScriptedTree tree = Healthy();
        IterativeAnswer answer = await tree.Resolver(Roots, families).ResolveAsync(Name("www.example.vn"), DnsType.Aaaa, CancellationToken.None);

        Assert.Null(answer.Failure);
        Assert.Null(answer.Stop);
        Assert.True(answer.Reached);
        Assert.Equal("2001:db8:1::80", Assert.Single(answer.Records).RData.ToString());
        Assert.Equal([".", "vn", "example.vn"], answer.Steps.Select(s => s.Zone.ToString()));
        Assert.All(answer.Steps, s => Assert.True(families == FamilyMode.Dual || s.Address.ToString().Contains(':', StringComparison.Ordinal) == (families == FamilyMode.V6Only)));
        Assert.All(tree.Network.Dialled, d => Assert.True(families == FamilyMode.Dual || d.Address.ToString().Contains(':', StringComparison.Ordinal) == (families == FamilyMode.V6Only)));
    }

    [Theory]
    [InlineData("example.vn", "www.example.vn")] // itself
    [InlineData("host.com", "www.elsewhere.vn")] // the only name server of its zone
    public async Task Nobody_is_asked_about_a_name_that_is_left_out_and_what_depends_on_it_is_excluded(string excluded, string asked)
    {
        await using ScriptedTree tree = WithElsewhere();
        var guard = new DialGuard(new DialGuardOptions { NeverMeasure = new NameSet([Name(excluded)]), GlobalPrefixes = [IpPrefix.Parse("2001:db8::/32"), IpPrefix.Parse("198.51.100.0/24")] });
        IterativeResolver resolver = tree.Resolver(Roots, guard: guard);

        IterativeAnswer answer = await resolver.ResolveAsync(Name(asked), DnsType.Aaaa, CancellationToken.None);
        DelegationAnswer delegation = await resolver.DelegationAsync(Name(excluded), CancellationToken.None);

        Assert.Equal((Failure.Excluded, Failure.Excluded), (answer.Failure, delegation.Failure));
        string[] servers = [.. $"{Roots} 198.51.100.2 2001:db8:1::2 198.51.100.3 2001:db8:1::3 198.51.100.4 2001:db8:1::4".Split(' ')];
        Assert.DoesNotContain(servers.SelectMany(s => tree[s].Queries), q => q.Question!.Name.IsSubdomainOf(Name(excluded)));
        Assert.Null((await resolver.ResolveAsync(Name("a.dns.vn"), DnsType.Aaaa, CancellationToken.None)).Failure);
    }

    [Theory]
    [InlineData(FamilyMode.V4Only)]
    [InlineData(FamilyMode.V6Only)]
    public async Task A_name_server_elsewhere_is_itself_resolved_over_the_family(FamilyMode families)
    {
        await using ScriptedTree tree = WithElsewhere();
        IterativeAnswer answer = await tree.Resolver(Roots, families).ResolveAsync(Name("www.elsewhere.vn"), DnsType.Aaaa, CancellationToken.None);
        Assert.Null(answer.Failure);
        Assert.Equal([".", "vn", ".", "com", "host.com", "elsewhere.vn"], answer.Steps.Select(s => s.Zone.ToString()));
        Assert.All(tree.Network.Dialled, d => Assert.Equal(families == FamilyMode.V6Only, d.Address.ToString().Contains(':', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Aliases_lead_through_the_zones_of_their_targets()
    {
        await using ScriptedTree tree = WithElsewhere();
        IterativeResolver resolver = tree.Resolver(Roots);
        IterativeAnswer out1 = await resolver.ResolveAsync(Name("out.example.vn"), DnsType.Aaaa, CancellationToken.None);
        Assert.Null(out1.Failure);
        Assert.Equal("www.elsewhere.vn", out1.FinalName.ToString());
        Assert.Equal("elsewhere.vn", out1.Zone.ToString());
        IterativeAnswer alias = await resolver.ResolveAsync(Name("alias.vn"), DnsType.Aaaa, CancellationToken.None);
        Assert.Equal(["www.example.vn"], alias.Aliases.Select(a => a.ToString()));
        IterativeAnswer dname = await resolver.ResolveAsync(Name("www.old.vn"), DnsType.Aaaa, CancellationToken.None);
        Assert.Null(dname.Failure);
        Assert.Equal("www.example.vn", dname.FinalName.ToString());
    }

    [Fact]
    public async Task What_is_not_there_is_an_answer()
    {
        await using ScriptedTree tree = Healthy();
        IterativeResolver resolver = tree.Resolver(Roots);
        Assert.Equal(Failure.DnsNxdomain, (await resolver.ResolveAsync(Name("none.example.vn"), DnsType.Aaaa, CancellationToken.None)).Failure);
        IterativeAnswer noData = await resolver.ResolveAsync(Name("www.example.vn"), DnsType.Mx, CancellationToken.None);
        Assert.Equal(Failure.DnsNoData, noData.Failure);
        Assert.True(noData.Reached);
        Assert.Equal(Failure.DnsNxdomain, (await resolver.ResolveAsync(Name("none"), DnsType.Aaaa, CancellationToken.None)).Failure);
    }

    [Fact]
    public async Task What_is_known_is_not_asked_again_and_still_shown()
    {
        await using ScriptedTree tree = Healthy();
        IterativeResolver resolver = tree.Resolver(Roots);
        await resolver.ResolveAsync(Name("www.example.vn"), DnsType.Aaaa, CancellationToken.None);
        int asked = tree.Network.Dialled.Count;

        IterativeAnswer again = await resolver.ResolveAsync(Name("www.example.vn"), DnsType.Aaaa, CancellationToken.None);
        Assert.Equal(asked, tree.Network.Dialled.Count);
        Assert.Equal([".", "vn", "example.vn"], again.Steps.Select(s => s.Zone.ToString()));
        Assert.All(again.Steps, s => Assert.True(s.FromCache));

        IterativeAnswer beside = await resolver.ResolveAsync(Name("www.example.vn"), DnsType.A, CancellationToken.None);
        Assert.Equal(asked + 1, tree.Network.Dialled.Count);
        Assert.Equal([true, true, false], beside.Steps.Select(s => s.FromCache));
    }

    [Fact]
    public async Task Many_names_at_once_ask_the_root_once()
    {
        await using ScriptedTree tree = Healthy();
        IterativeResolver resolver = tree.Resolver(Roots);
        IterativeAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            resolver.ResolveAsync(Name($"n{i}.example.vn"), DnsType.Aaaa, CancellationToken.None).AsTask()));
        Assert.All(answers, a => Assert.Equal(Failure.DnsNxdomain, a.Failure));
        Assert.Equal(1, tree[Root4].Queries.Count + tree[Root6].Queries.Count);
        Assert.Equal(1, tree["198.51.100.2"].Queries.Count + tree["2001:db8:1::2"].Queries.Count);
    }

    [Theory]
    [InlineData("www.example.vn", "example.vn")]
    [InlineData("example.vn", "example.vn")]
    [InlineData("none.at.all.example.vn", "example.vn")]
    [InlineData("out.example.vn", "example.vn")]
    [InlineData("alias.vn", "vn")]
    [InlineData("vn", "vn")]
    [InlineData("none", ".")]
    [InlineData(".", ".")]
    public async Task The_zone_of_a_name_is_found(string host, string zone)
    {
        await using ScriptedTree tree = Healthy();
        ZoneCutAnswer cut = await tree.Resolver(Roots).ZoneCutAsync(Name(host), CancellationToken.None);
        Assert.Null(cut.Failure);
        Assert.Equal(zone, cut.Zone!.ToString());
    }

    [Fact]
    public async Task The_parent_says_whom_it_delegates_to()
    {
        await using ScriptedTree tree = Healthy();
        DelegationAnswer delegation = await tree.Resolver(Roots).DelegationAsync(Name("example.vn"), CancellationToken.None);

        Assert.Null(delegation.Failure);
        Assert.Equal("vn", delegation.Parent!.ToString());
        Assert.Equal(["ns1.example.vn", "ns2.example.vn"], delegation.NameServers.Select(n => n.ToString()));
        Assert.Equal(["198.51.100.4", "2001:db8:1::4"], delegation.Glue[0].Addresses.Select(a => a.ToString()));
        Assert.Equal(["2001:db8:1::5"], delegation.Glue[1].Addresses.Select(a => a.ToString()));
        Assert.Equal(["198.51.100.2", "2001:db8:1::2"], delegation.Servers.Select(s => s.Address.ToString()).Order());
        Assert.All(delegation.Servers, s => Assert.Equal((2, false, null), (s.NameServers.Count, s.FromChild, s.Failure)));
        Assert.Single(delegation.Ds);
        Assert.Null(delegation.DsFailure);
    }

    [Fact]
    public async Task A_delegation_is_seen_with_one_family_and_its_absence_is_named()
    {
        await using ScriptedTree tree = Healthy();
        foreach (FamilyMode families in (FamilyMode[])[FamilyMode.V4Only, FamilyMode.V6Only])
        {
            IterativeResolver resolver = tree.Resolver(Roots, families);
            DelegationAnswer one = await resolver.DelegationAsync(Name("example.vn"), CancellationToken.None);
            Assert.Null(one.Failure);
            Assert.Single(one.Servers);
            Assert.Equal(Failure.DnsNxdomain, (await resolver.DelegationAsync(Name("none.vn"), CancellationToken.None)).Failure);
            Assert.Equal(Failure.DnsNoData, (await resolver.DelegationAsync(Name("www.example.vn"), CancellationToken.None)).Failure);
            Assert.Equal(Failure.DnsNoData, (await resolver.DelegationAsync(DnsName.Root, CancellationToken.None)).Failure);
            DelegationAnswer unsigned = await resolver.DelegationAsync(Name("elsewhere.vn"), CancellationToken.None);
            Assert.Equal((0, Failure.DnsNoData), (unsigned.Ds.Count, unsigned.DsFailure));
            Assert.Empty(unsigned.Glue);
        }
    }

    [Fact]
    public async Task A_parent_server_that_is_the_childs_too_answers_for_the_child()
    {
        await using var tree = new ScriptedTree();
        var parent = new ZoneScript("vn", ["vn NS a.vn", "a.vn AAAA 2001:db8:1::2"]);
        var child = new ZoneScript("gov.vn", ["gov.vn NS a.vn", "gov.vn NS b.gov.vn", "b.gov.vn AAAA 2001:db8:1::3", "x.gov.vn NS ns.x.gov.vn", "ns.x.gov.vn AAAA 2001:db8:1::4"]);
        tree.Zone(Root6, ".", "vn NS a.vn", "a.vn AAAA 2001:db8:1::2")
            .Script("2001:db8:1::2", q => q.Question!.Name.IsSubdomainOf(Name("gov.vn")) ? child.Answer(q) : parent.Answer(q))
            .Script("2001:db8:1::3", child.Answer);
        IterativeResolver resolver = tree.Resolver(Root6, FamilyMode.V6Only);

        DelegationAnswer gov = await resolver.DelegationAsync(Name("gov.vn"), CancellationToken.None);
        Assert.Null(gov.Failure);
        Assert.True(Assert.Single(gov.Servers).FromChild);
        DelegationAnswer below = await resolver.DelegationAsync(Name("x.gov.vn"), CancellationToken.None);
        Assert.Equal("gov.vn", below.Parent!.ToString());
        Assert.Equal(["2001:db8:1::2", "2001:db8:1::3"], below.Servers.Select(s => s.Address.ToString()).Order());
        Assert.Equal(["ns.x.gov.vn"], below.NameServers.Select(n => n.ToString()));
    }

    private static DnsName Name(string text) => DnsName.Parse(text);
}

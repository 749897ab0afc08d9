using System.Net;
using Sextant.Lab.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Tests.Dns;

public sealed class ResolverTests
{
    [Fact]
    public async Task Bogus_names_fail_unless_checking_is_disabled()
    {
        var world = new World();
        world.Site("www.bogus.lab");
        world.Site("www.half.lab");
        world.Resolver.Bogus("bogus.lab").Bogus("www.half.lab", DnsType.Aaaa);
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        async Task<string> Look(string name, DnsType type, bool cd) =>
            (await visitor.AskAsync(running.Resolvers[0], name, type, cd ? Ask.Recursive | Ask.Unchecked : Ask.Recursive)) is { } answer ? $"{answer.Rcode} {answer.Answers.Count}" : "nothing";

        Assert.Equal("ServFail 0", await Look("www.bogus.lab", DnsType.A, false));
        Assert.Equal("NoError 1", await Look("www.bogus.lab", DnsType.A, true));
        Assert.Equal("ServFail 0", await Look("www.half.lab", DnsType.Aaaa, false));
        Assert.Equal("NoError 1", await Look("www.half.lab", DnsType.Aaaa, true));
        Assert.Equal("NoError 1", await Look("www.half.lab", DnsType.A, false));
    }

    [Fact]
    public async Task Fails_once_refuses_without_rd_and_can_be_dead()
    {
        var world = new World();
        world.Site("www.example.lab");
        world.Resolver.FailsFirst("www.example.lab");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        Assert.Equal(DnsRcode.ServFail, (await visitor.AskAsync(running.Resolvers[0], "www.example.lab", DnsType.A, Ask.Recursive))!.Rcode);
        Assert.Equal(DnsRcode.NoError, (await visitor.AskAsync(running.Resolvers[1], "www.example.lab", DnsType.A, Ask.Recursive))!.Rcode);
        Assert.Equal(DnsRcode.Refused, (await visitor.AskAsync(running.Resolvers[0], "www.example.lab", DnsType.A))!.Rcode);
        running.Change(w => w.Resolver.IsDead());
        Assert.Equal(DnsRcode.ServFail, (await visitor.AskAsync(running.Resolvers[0], "www.example.lab", DnsType.A, Ask.Recursive | Ask.Unchecked))!.Rcode);
    }

    [Fact]
    public async Task Dns64_makes_addresses_where_there_are_none()
    {
        var world = new World();
        world.Site("four.example.lab").OnlyV4();
        world.Site("both.example.lab");
        world.Resolver.Dns64();
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        async Task<string> Look(string name) => string.Join(' ', (await visitor.AskAsync(running.Resolvers[0], name, DnsType.Aaaa, Ask.Recursive))!.Answers.Select(r => r.RData));

        Assert.Equal("64:ff9b::192.0.0.170 64:ff9b::192.0.0.171", (await Look("ipv4only.arpa")).Replace("64:ff9b::c000:aa", "64:ff9b::192.0.0.170", StringComparison.Ordinal).Replace("64:ff9b::c000:ab", "64:ff9b::192.0.0.171", StringComparison.Ordinal));
        Assert.StartsWith("64:ff9b::", await Look("four.example.lab"), StringComparison.Ordinal);
        Assert.StartsWith("2001:db8:", await Look("both.example.lab"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_rebinds_after_the_first_answer_of_each_type()
    {
        var world = new World();
        var site = world.Site("www.example.lab");
        world.Resolver.Rebinds("www.example.lab", "::1", "127.0.0.1");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        async Task<string> Look(DnsType type) => (await visitor.AskAsync(running.Resolvers[0], "www.example.lab", type, Ask.Recursive))!.Answers[0].RData.ToString();

        Assert.Equal(
            [site.V6.ToString(), site.V4.ToString(), "::1", "127.0.0.1", "::1"],
            [await Look(DnsType.Aaaa), await Look(DnsType.A), await Look(DnsType.Aaaa), await Look(DnsType.A), await Look(DnsType.Aaaa)]);
    }

    [Theory]
    [InlineData(DnsTrouble.Refuses, true)]
    [InlineData(DnsTrouble.RefersUpward, true)]
    [InlineData(DnsTrouble.Malformed, true)]
    [InlineData(DnsTrouble.TruncatesWithoutTcp, true)]
    [InlineData(DnsTrouble.DropsEdns, true)]
    [InlineData(DnsTrouble.OmitsAa, true)]
    public async Task A_dual_stack_resolver_gets_round_what_is_wrong_on_one_family(DnsTrouble trouble, bool resolves)
    {
        var world = new World();
        world.Zone("example.lab").EachServer(s => s.Does(trouble, Family.V6));
        world.Site("www.example.lab");
        await using var running = await world.StartAsync();
        var answer = await new Visitor(running).AskAsync(running.Resolvers[0], "www.example.lab", DnsType.Aaaa, Ask.Recursive);
        Assert.Equal(resolves, answer!.Answers.Count == 1);
    }

    [Fact]
    public async Task Dead_addresses_are_dead_for_the_resolver_and_the_vantages_own_trouble_is_not()
    {
        var world = new World();
        world.Zone("dead.lab");
        world.Zone("well.lab");
        world.Site("www.dead.lab");
        world.Site("www.well.lab");
        foreach (string server in new[] { "ns1.dead.lab", "ns2.dead.lab" })
        {
            world.Drop(world.NameServer(server).V6).Drop(world.NameServer(server).V4);
        }

        world.Drop(Family.V6, port: 443);
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        Assert.Equal(DnsRcode.ServFail, (await visitor.AskAsync(running.Resolvers[0], "www.dead.lab", DnsType.A, Ask.Recursive))!.Rcode);
        Assert.Single((await visitor.AskAsync(running.Resolvers[0], "www.well.lab", DnsType.A, Ask.Recursive))!.Answers);
    }
}

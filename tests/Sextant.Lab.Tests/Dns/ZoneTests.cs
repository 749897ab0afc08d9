using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Tests.Dns;

public sealed class ZoneTests
{
    [Fact]
    public async Task Glue_can_be_missing_stale_or_another_set()
    {
        var world = new World();
        world.Zone("missing.lab").Ns("ns1").Ns("ns2").WithoutGlue("ns1", Family.V6);
        world.Zone("stale.lab").Ns("ns1").Glue("ns1", "2001:db8::bad", "192.0.2.222");
        world.Zone("sets.lab").Ns("ns1").Ns("ns2").ParentNs("ns1", "ns3");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        var top = new IPEndPoint(world.NameServer("ns1.lab").V6, 53);
        var missing = await visitor.AskAsync(top, "missing.lab", DnsType.Soa);
        Assert.Equal(["ns1 A", "ns2 A", "ns2 AAAA"], missing!.Additionals.Select(r => r.Owner.Labels[0] + " " + r.Type.ToText()).Order());
        var stale = await visitor.AskAsync(top, "stale.lab", DnsType.Soa);
        Assert.Contains(stale!.Additionals, r => r.RData is AaaaRecord aaaa && aaaa.Address.Equals(IPAddress.Parse("2001:db8::bad")));
        var child = await visitor.AskAsync(new IPEndPoint(world.NameServer("ns1.stale.lab").V6, 53), "ns1.stale.lab", DnsType.Aaaa);
        Assert.Equal(world.NameServer("ns1.stale.lab").V6, ((AaaaRecord)child!.Answers[0].RData).Address);
        Assert.Equal(["ns1", "ns3"], (await visitor.AskAsync(top, "sets.lab", DnsType.Soa))!.Authorities.Select(r => ((NsRecord)r.RData).Host.Labels[0]));
        var own = await visitor.AskAsync(new IPEndPoint(world.NameServer("ns3.sets.lab").V6, 53), "sets.lab", DnsType.Ns);
        Assert.Equal(["ns1", "ns2"], own!.Answers.Select(r => ((NsRecord)r.RData).Host.Labels[0]));
    }

    [Fact]
    public async Task Aliases_wildcards_and_empty_names_answer_as_the_rfcs_say()
    {
        var world = new World();
        world.Zone("example.lab")
            .Cname("www", "web").Aaaa("web", "2001:db8::1").Cname("loop", "loop2").Cname("loop2", "loop").Cname("gone", "nothing")
            .Dname("old", "example.lab").Aaaa("*.wild", "2001:db8::2").Txt("a.b.deep", "here").Cname("out", "dual.anchor.test");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        Task<DnsMessage?> Look(string name, DnsType type = DnsType.Aaaa) => visitor.AskAsync(running.Resolvers[0], name, type, Ask.Recursive);

        Assert.Equal(["CNAME", "AAAA"], (await Look("www.example.lab"))!.Answers.Select(r => r.Type.ToText()));
        Assert.Equal(DnsRcode.ServFail, (await Look("loop.example.lab"))!.Rcode);
        Assert.Equal(DnsRcode.NxDomain, (await Look("gone.example.lab"))!.Rcode);
        Assert.Equal(["DNAME", "CNAME", "AAAA"], (await Look("web.old.example.lab"))!.Answers.Select(r => r.Type.ToText()));
        Assert.Equal("any.wild.example.lab", (await Look("any.wild.example.lab"))!.Answers[0].Owner.ToString());
        Assert.Equal(DnsRcode.NoError, (await Look("deep.example.lab"))!.Rcode);
        Assert.Equal(["CNAME", "AAAA"], (await Look("out.example.lab"))!.Answers.Select(r => r.Type.ToText()));
    }

    [Fact]
    public async Task Answers_alternate_from_question_to_question()
    {
        var world = new World();
        world.Zone("example.lab").Alternates("www", ["2001:db8::1", "192.0.2.201"], ["2001:db8::2", "192.0.2.201"]);
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        var seen = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            seen.Add((await visitor.AskAsync(running.Resolvers[0], "www.example.lab", DnsType.Aaaa, Ask.Recursive))!.Answers[0].RData.ToString());
        }

        Assert.Equal(["2001:db8::1", "2001:db8::2", "2001:db8::1"], seen);
    }

    [Fact]
    public async Task The_script_may_change_while_the_world_runs()
    {
        var world = new World();
        var site = world.Site("www.example.lab");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        Assert.Single((await visitor.AskAsync(running.Resolvers[0], "www.example.lab", DnsType.Aaaa, Ask.Recursive))!.Answers);
        running.Change(w => w.Site("www.example.lab").Unpublished().Status(503));
        Assert.Empty((await visitor.AskAsync(running.Resolvers[0], "www.example.lab", DnsType.Aaaa, Ask.Recursive))!.Answers);
        Assert.StartsWith("HTTP/1.1 503", await visitor.FetchAsync(site.V6, "www.example.lab"), StringComparison.Ordinal);
        running.Change(w => w.Site("new.example.lab"));
        Assert.Contains("Portal of new.example.lab", await visitor.FetchAsync(world.Site("new.example.lab").V6, "new.example.lab"), StringComparison.Ordinal);
    }
}

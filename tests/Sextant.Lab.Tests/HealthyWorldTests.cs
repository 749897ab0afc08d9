using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Tests;

public sealed class HealthyWorldTests
{
    [Fact]
    public async Task A_site_without_a_word_is_found_and_served_on_both_families()
    {
        var world = new World();
        var site = world.Site("www.example.gov.vn");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        foreach (var resolver in running.Resolvers)
        {
            foreach (bool tcp in new[] { false, true })
            {
                var v6 = await visitor.AskAsync(resolver, "WWW.example.gov.vn", DnsType.Aaaa, tcp ? Ask.Recursive | Ask.OverTcp : Ask.Recursive);
                Assert.Equal(site.V6, Assert.IsType<AaaaRecord>(Assert.Single(v6!.Answers).RData).Address);
            }
        }

        foreach (var address in new[] { site.V6, site.V4 })
        {
            Assert.Contains("Portal of www.example.gov.vn", await visitor.FetchAsync(address, "www.example.gov.vn"), StringComparison.Ordinal);
            Assert.Contains("Location: https://www.example.gov.vn/", await visitor.FetchAsync(address, "www.example.gov.vn", https: false), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Root_top_and_zone_delegate_with_glue()
    {
        var world = new World();
        world.Zone("example.gov.vn");
        world.Zone("gov.vn");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        var root = IPAddress.Parse(running.RootHints.Split('\n').First(l => l.Contains("\tAAAA\t", StringComparison.Ordinal)).Split('\t')[3]);
        var at = root;
        foreach (string zone in new[] { "vn", "gov.vn", "example.gov.vn" })
        {
            var referral = await visitor.AskAsync(new IPEndPoint(at, 53), "nothing.example.gov.vn", DnsType.Aaaa);
            Assert.False(referral!.Authoritative);
            Assert.All(referral.Authorities, r => Assert.Equal(zone, r.Owner.ToString()));
            Assert.Equal(4, referral.Additionals.Count);
            at = ((AaaaRecord)referral.Additionals.First(r => r.Type == DnsType.Aaaa).RData).Address;
        }

        var nothing = await visitor.AskAsync(new IPEndPoint(at, 53), "nothing.example.gov.vn", DnsType.Aaaa);
        Assert.True(nothing!.Authoritative);
        Assert.Equal(DnsRcode.NxDomain, nothing.Rcode);
        Assert.Equal(DnsType.Soa, Assert.Single(nothing.Authorities).Type);
    }

    [Fact]
    public async Task Mail_without_a_word_greets_and_offers_tls()
    {
        var world = new World();
        world.Mail("example.lab");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        var mx = await visitor.AskAsync(running.Resolvers[0], "example.lab", DnsType.Mx, Ask.Recursive);
        Assert.Equal("mail.example.lab", ((MxRecord)Assert.Single(mx!.Answers).RData).Exchange.ToString());
        var host = world.MailHost("mail.example.lab");
        foreach (var address in new[] { host.V6, host.V4 })
        {
            await using var stream = await visitor.ConnectAsync(new IPEndPoint(address, 25));
            var heard = await visitor.TalkAsync(stream, "EHLO vantage", "STARTTLS");
            Assert.StartsWith("220 ", heard[0], StringComparison.Ordinal);
            Assert.Contains("250-STARTTLS", heard[1], StringComparison.Ordinal);
            Assert.StartsWith("220 ", heard[2], StringComparison.Ordinal);
            await using var tls = new System.Net.Security.SslStream(stream);
            await tls.AuthenticateAsClientAsync(visitor.Options("mail.example.lab"));
        }
    }

    [Fact]
    public async Task The_vantage_has_a_confirmed_name_and_the_anchors_are_what_they_say()
    {
        await using var running = await new World().StartAsync();
        var visitor = new Visitor(running);
        Assert.Equal(running.Vantage.V6, running.Network.SourceAddress(new IPEndPoint(IPAddress.IPv6Any, 25)));
        string reverse = "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.f.f.f.f.8.b.d.0.1.0.0.2.ip6.arpa";
        var ptr = await visitor.AskAsync(running.Resolvers[0], reverse, DnsType.Ptr, Ask.Recursive);
        Assert.Equal(running.Vantage.EhloName, ((PtrRecord)Assert.Single(ptr!.Answers).RData).Host.ToString());
        foreach (var (name, v4, v6) in new[] { (running.Anchors.Dual, 1, 1), (running.Anchors.V4Only, 1, 0), (running.Anchors.V6Only, 0, 1), (running.Anchors.Broken, 1, 1), (running.Anchors.Smtp, 1, 1) })
        {
            Assert.Equal(v4, (await visitor.AskAsync(running.Resolvers[0], name, DnsType.A, Ask.Recursive))!.Answers.Count);
            Assert.Equal(v6, (await visitor.AskAsync(running.Resolvers[0], name, DnsType.Aaaa, Ask.Recursive))!.Answers.Count);
        }

        var none = await visitor.AskAsync(running.Resolvers[0], "ipv4only.arpa", DnsType.Aaaa, Ask.Recursive);
        Assert.Equal((DnsRcode.NoError, 0), (none!.Rcode, none.Answers.Count));
    }
}

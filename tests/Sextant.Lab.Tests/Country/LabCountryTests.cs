using System.Diagnostics;
using System.Net;
using Sextant.Lab.Country;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Tests.Country;

public sealed class LabCountryTests
{
    [Fact]
    public void Each_target_stands_once_and_every_class_of_every_service_occurs()
    {
        Assert.Equal(LabCountry.Cases.Count, LabCountry.Cases.Select(c => (c.Name, c.Kind)).Distinct().Count());
        Assert.InRange(LabCountry.Organisations.Count, 40, 50);
        foreach (var kind in new[] { LabKind.Site, LabKind.Mail })
        {
            Assert.Equal(Enum.GetValues<LabClass>(), LabCountry.Cases.Where(c => c.Kind == kind).Select(c => c.Expected).Distinct().Order());
        }

        Assert.Equal(
            [LabClass.Ready, LabClass.Partial, LabClass.Broken, LabClass.None],
            LabCountry.Cases.Where(c => c.Kind == LabKind.Zone).Select(c => c.Expected).Distinct().Order());
        Assert.All(LabCountry.Cases, c => Assert.True(c.Shows.Vi.Length > 0 && c.Shows.En.Length > 0));
    }

    [Fact]
    public async Task It_starts_within_a_second_and_leaves_nothing_behind()
    {
        await using (await LabCountry.Build().StartAsync())
        {
        }

        var watch = Stopwatch.StartNew();
        var running = await LabCountry.Build().StartAsync();
        var started = watch.Elapsed;
        await running.DisposeAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{running.Map.Endpoints.Count} endpoints, started in {started.TotalMilliseconds} ms, gone in {(watch.Elapsed - started).TotalMilliseconds} ms");
        Assert.True(started < TimeSpan.FromSeconds(2), $"took {started}"); // a second alone; tests share the machine
    }

    [Fact]
    public async Task Every_name_of_a_site_resolves_as_its_case_says()
    {
        await using var running = await LabCountry.Build().StartAsync();
        var visitor = new Visitor(running);
        foreach (var site in LabCountry.Cases.Where(c => c.Kind == LabKind.Site))
        {
            string name = new System.Globalization.IdnMapping().GetAscii(site.Name);
            var answers = new List<DnsMessage?>();
            foreach (string host in new[] { name, "www." + name })
            {
                answers.Add(await visitor.AskAsync(running.Resolvers[0], host, DnsType.Aaaa, Ask.Recursive));
            }

            bool published = answers.Any(a => a!.Answers.Any(r => r.Type == DnsType.Aaaa));
            bool hidden = site.Id is "web-bogus-aaaa" or "zone-bogus" or "zone-dead" || site.Id.StartsWith("web-aaaa-", StringComparison.Ordinal);
            Assert.True(hidden || published == site.Expected is not (LabClass.None or LabClass.NotApplicable), $"{site.Id} {site.Name}: published {published}");
        }
    }

    [Fact]
    public async Task Every_zone_is_delegated_and_every_mx_of_the_country_has_an_address()
    {
        await using var running = await LabCountry.Build().StartAsync();
        var visitor = new Visitor(running);
        foreach (var domain in LabCountry.Cases.Where(c => c.Kind is LabKind.Zone or LabKind.Mail))
        {
            string name = new System.Globalization.IdnMapping().GetAscii(domain.Name);
            bool dead = domain.Id is "zone-dead" or "zone-bogus";
            var answer = await visitor.AskAsync(running.Resolvers[0], name, domain.Kind == LabKind.Zone ? DnsType.Soa : DnsType.Mx, Ask.Recursive);
            if (answer!.Rcode == DnsRcode.ServFail && !dead)
            {
                // The one that fails once, and once only.
                answer = await visitor.AskAsync(running.Resolvers[0], name, domain.Kind == LabKind.Zone ? DnsType.Soa : DnsType.Mx, Ask.Recursive);
            }

            Assert.True((dead ? DnsRcode.ServFail : DnsRcode.NoError) == answer!.Rcode, $"{domain.Id} {domain.Name}: {answer.Rcode}");
            if (domain.Kind == LabKind.Zone)
            {
                Assert.True(dead || answer.Answers.Any(r => r.Type == DnsType.Soa), domain.Id);
                continue;
            }

            foreach (var mx in answer.Answers.Select(r => (MxRecord)r.RData).Where(m => !m.IsNull))
            {
                var a = await visitor.AskAsync(running.Resolvers[0], mx.Exchange.ToString(), DnsType.A, Ask.Recursive);
                Assert.True(a!.Answers.Count > 0 || domain.Id == "mail-v6-only", domain.Name);
            }
        }
    }
}

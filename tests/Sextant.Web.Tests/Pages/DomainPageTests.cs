using System.Net;
using Sextant.Checks.Observations;
using Sextant.Programme.Domains;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;
using Sextant.Wire;

namespace Sextant.Web.Tests.Pages;

/// <summary>Domains and suggested names by the pages, each person with the own role.</summary>
public sealed class DomainPageTests
{
    private const string Page = "/organisations/hue/domains";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task A_focal_point_claims_and_proves_a_domain_and_contacts_are_not_everybodys()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using Visitor son = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "lang-son");
        using var stranger = new Visitor(site);
        Assert.Contains("gov.vn", await Visitor.TextAsync(await hoa.PostAsync(Page, Page + "?handler=Claim", ("name", "gov.vn"), ("kinds", "site"))), StringComparison.Ordinal);
        Assert.Equal(Page, Visitor.Place(await hoa.PostAsync(Page, Page + "?handler=Claim", ("name", "moi.hue.gov.vn"), ("kinds", "site"), ("kinds", "zone"))));
        Assert.Equal("Forbidden", Visitor.Place(await son.PostAsync("/account", Page + "?handler=Claim", ("name", "x.hue.gov.vn"), ("kinds", "site"))));
        string seen = await Visitor.TextAsync(await hoa.GetAsync(Page));
        DomainView claim = Assert.Single(await site.Parts.Domains.Store.ListAsync("hue", new AsOf(new DateOnly(2026, 11, 22))));
        Assert.Contains($"_sextant-domain.moi.hue.gov.vn. IN TXT \"{claim.Value}\"", seen, StringComparison.Ordinal);
        Assert.Contains("https://moi.hue.gov.vn/.well-known/sextant-domain.txt", seen, StringComparison.Ordinal);

        // Nobody else sees what is only claimed, nor its text.
        Assert.DoesNotContain("moi.hue.gov.vn", await Visitor.TextAsync(await stranger.GetAsync(Page)), StringComparison.Ordinal);
        Assert.DoesNotContain("moi.hue.gov.vn", await Visitor.TextAsync(await son.GetAsync(Page)), StringComparison.Ordinal);
        Assert.Equal(Page, Visitor.Place(await hoa.PostAsync(Page, Page + "?handler=Check", ("name", "moi.hue.gov.vn"))));
        Assert.Contains("địa chỉ dẫn sang tên khác", await Visitor.TextAsync(await hoa.GetAsync(Page)), StringComparison.Ordinal);
        site.Proof.Published.Add(claim.Value);
        Assert.Contains("chờ một phút", await Visitor.TextAsync(await hoa.PostAsync(Page, Page + "?handler=Check", ("name", "moi.hue.gov.vn"))), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(Page, Visitor.Place(await hoa.PostAsync(Page, Page + "?handler=Check", ("name", "moi.hue.gov.vn"))));
        string published = await Visitor.TextAsync(await stranger.GetAsync("/en" + Page));
        Assert.Contains("TXT record in the DNS, since", published, StringComparison.Ordinal);
        Assert.DoesNotContain(claim.Value, published, StringComparison.Ordinal);
        Assert.Contains("moi.hue.gov.vn", await Visitor.TextAsync(await stranger.GetAsync("/organisations/hue")), StringComparison.Ordinal);

        Assert.Equal(Page, Visitor.Place(await hoa.PostAsync(Page, Page + "?handler=Contact", ("name", "moi.hue.gov.vn"), ("kind", "technical"), ("person", "Trần <b>"), ("email", "ky-thuat@hue.gov.vn"))));
        string refused = await Visitor.TextAsync(await hoa.PostAsync(Page, Page + "?handler=Contact", ("name", "moi.hue.gov.vn"), ("kind", "technical"), ("person", "Lê Văn"), ("email", "không phải")));
        Assert.Contains("value=\"Lê Văn\"", refused, StringComparison.Ordinal);
        Assert.Contains("ky-thuat@hue.gov.vn", await Visitor.TextAsync(await lan.GetAsync(Page)), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", await (await lan.GetAsync(Page)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (Visitor other in (Visitor[])[stranger, son])
        {
            Assert.DoesNotContain("ky-thuat@hue.gov.vn", await Visitor.TextAsync(await other.GetAsync(Page)), StringComparison.Ordinal);
        }

        // The office's word, and the list of all.
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync(Page, Page + "?handler=Accept", ("name", "moi.hue.gov.vn"), ("reason", "x"))));
        Assert.Equal(Page, Visitor.Place(await hoa.PostAsync(Page, Page + "?handler=Claim", ("name", "hai.hue.gov.vn"), ("kinds", "mail"))));
        Assert.Equal(Page, Visitor.Place(await lan.PostAsync(Page, Page + "?handler=Accept", ("name", "hai.hue.gov.vn"), ("reason", "công văn 7"))));
        Assert.Contains("công văn 7", await Visitor.TextAsync(await stranger.GetAsync(Page)), StringComparison.Ordinal);
        Assert.Contains(Page, await Visitor.TextAsync(await lan.GetAsync("/domains")), StringComparison.Ordinal);
        Assert.DoesNotContain(Page, await Visitor.TextAsync(await son.GetAsync("/domains")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Suggested_names_are_approved_refused_and_given_out()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor son = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "lang-son");
        await site.KeepAsync(Seen());
        Assert.Equal(1, await site.Parts.Domains.CollectAsync());
        const string Names = "/organisations/lang-son/suggestions";
        Assert.Contains("cần quyết định: 2", await Visitor.TextAsync(await son.GetAsync("/organisations/lang-son")), StringComparison.Ordinal);
        Assert.DoesNotContain("cần quyết định", await site.Client.GetStringAsync("/organisations/lang-son"), StringComparison.Ordinal);
        Assert.Contains("motcua.langson.gov.vn", await Visitor.TextAsync(await son.GetAsync(Names)), StringComparison.Ordinal);
        Assert.Contains("ít nhất một tên", await Visitor.TextAsync(await son.PostAsync(Names, Names + "?handler=Approve", ("kind", "site"))), StringComparison.Ordinal);
        string ticked = await Visitor.TextAsync(await son.PostAsync(Names, Names + "?handler=Refuse", ("names", "cdn.langson.gov.vn"), ("reason", "")));
        Assert.Contains("value=\"cdn.langson.gov.vn\" checked", ticked, StringComparison.Ordinal);
        Assert.Equal(Names, Visitor.Place(await son.PostAsync(Names, Names + "?handler=Refuse", ("names", "cdn.langson.gov.vn"), ("was", "open"), ("reason", "=của nhà cung cấp"))));
        Assert.Contains("đã có người quyết định về cdn.langson.gov.vn", await Visitor.TextAsync(await son.PostAsync(Names, Names + "?handler=Approve", ("names", "cdn.langson.gov.vn"), ("was", "open"), ("kind", "site"))), StringComparison.Ordinal);
        Assert.Equal(Names, Visitor.Place(await son.PostAsync(Names, Names + "?handler=Approve", ("names", "motcua.langson.gov.vn"), ("was", "open"), ("kind", "site"))));
        Assert.Contains("motcua.langson.gov.vn", await site.Client.GetStringAsync("/organisations/lang-son"), StringComparison.Ordinal);
        Assert.Contains("=của nhà cung cấp", await Visitor.TextAsync(await son.GetAsync(Names + "?state=refused")), StringComparison.Ordinal);
        using HttpResponseMessage csv = await son.GetAsync("/tables/suggestions?belongs-to=lang-son&as=csv");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Contains("'=của nhà cung cấp", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage all = await son.GetAsync("/tables/suggestions?as=csv");
        Assert.Contains("cdn.langson.gov.vn", await all.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Scan Seen()
    {
        DateTimeOffset at = _clock.GetUtcNow().AddHours(-1);
        var certificate = new TlsLook { Address = IPAddress.Parse("2001:db8::1"), Port = 443, ServerName = "langson.gov.vn", Attempts = [], Names = ["langson.gov.vn", "motcua.langson.gov.vn"] };
        return new Scan
        {
            Name = "langson.gov.vn", Kinds = [TargetKind.Site], StartedAt = at, FinishedAt = at, Context = new ScanContext { Program = "test" },
            Vantage = new VantageObservation { Name = "t", CheckedAt = at, Ipv4 = true, Ipv6 = true, Resolver = true },
            Web = new WebObservation
            {
                Site = "langson.gov.vn", Registrable = true,
                Hosts =
                [
                    new HostObservation
                    {
                        Name = "langson.gov.vn", A = new Lookup { Name = "langson.gov.vn", Type = "A", Failure = Failure.DnsNoData },
                        Aaaa = new Lookup { Name = "langson.gov.vn", Type = "AAAA", Failure = Failure.DnsNoData, Aliases = ["cdn.langson.gov.vn"] }, Tls = [certificate],
                    },
                ],
            },
        };
    }
}

using System.Net;
using Microsoft.Playwright;
using Sextant.Checks.Observations;
using Sextant.Programme.Domains;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Browser.Tests;

/// <summary>Pages that the office alone has, with something on them.</summary>
public sealed class OfficeTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Paths = ["/domains", "/organisations/lang-son/domains", "/organisations/lang-son/suggestions", "/organisations/lang-son", "/organisations/duplicates"];

    [Theory(Timeout = 180_000)]
    [InlineData("/en")]
    [InlineData("")]
    public async Task Every_page_is_usable_by_all_and_stays_within_its_width(string language)
    {
        await using Site site = await Site.StartAsync();
        await using IBrowserContext context = await browser.ContextAsync();
        Assert.SkipWhen(browser.Axe.Length == 0, "axe-core could not be fetched: eng/fetch-axe says why.");
        string session = await SomePeople.PersonAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        await FillAsync(site, (await site.Parts.People.Sessions.FindAsync(session, "127.0.0.1"))!);
        await context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = "sextant-session", Value = session, Url = site.Address.ToString() }]);
        IPage page = await context.NewPageAsync();
        var watch = new Watch(page, site.Address);
        await page.GotoAsync(new Uri(site.Address, language + "/tasks").ToString());
        Assert.Empty((string[])[.. await Looks.MenuFaultsAsync(page, browser.Axe), .. await Looks.OfEachAsync(page, browser.Axe, site.Address, language, Paths)]);
        Assert.Empty(watch.Faults);
    }

    private static async Task FillAsync(Site site, Viewer office)
    {
        foreach (string name in (string[])["hai.langson.gov.vn", "tên-miền-rất-dài-để-xem-khung-vỡ.langson.gov.vn"])
        {
            string ascii = await site.Parts.Domains.Editing.ClaimAsync("lang-son", name, ["site", "mail"], office);
            await site.Parts.Domains.Checks.CheckAsync("lang-son", ascii, office);
            await site.Parts.Domains.Editing.PutContactAsync("lang-son", ascii, new DomainContactDraft("technical", "Nguyễn Văn Kỹ Thuật", "mot.dia.chi.rat.dai.de.xem@so-khoa-hoc-va-cong-nghe.langson.gov.vn", "0205 123"), office);
        }

        var corrections = new OrganisationCorrections(site.Register, site.Parts.Clock);
        foreach ((string slug, string called) in ((string, string)[])[("ban-moi", "UBND TP. Có Một Cái Tên Rất Dài Để Xem Khung Có Vỡ Không"), ("ban-moi-2", "Ủy ban nhân dân thành phố Có Một Cái Tên Rất Dài Để Xem Khung Có Vỡ Không")])
        {
            await corrections.FoundAsync(slug, "province", "local-government", new LocalText([KeyValuePair.Create("vi", called)]), new DateOnly(2026, 1, 1), new Correction("lan", "test"));
        }

        await site.Parts.Duplicates.TellApartAsync("lang-son", "hue", "hai tỉnh, hai địa bàn", office);
        await site.Parts.Domains.Editing.AcceptAsync("lang-son", "hai.langson.gov.vn", "Công văn số 7/CV", office);
        DateTimeOffset at = TimeProvider.System.GetUtcNow().AddHours(-1);
        var certificate = new TlsLook
        {
            Address = IPAddress.Parse("2001:db8::1"), Port = 443, ServerName = "langson.gov.vn", Attempts = [], Names = ["motcua.langson.gov.vn", "dichvu.langson.gov.vn", "cổng-thông-tin-điện-tử.langson.gov.vn"],
        };
        var none = new Lookup { Name = "langson.gov.vn", Type = "A", Failure = Wire.Failure.DnsNoData };
        await site.KeepAsync(new Scan
        {
            Name = "langson.gov.vn", Kinds = [TargetKind.Site], StartedAt = at, FinishedAt = at, Context = new ScanContext { Program = "test" },
            Vantage = new VantageObservation { Name = "t", CheckedAt = at, Ipv4 = true, Ipv6 = true, Resolver = true },
            Web = new WebObservation { Site = "langson.gov.vn", Hosts = [new HostObservation { Name = "langson.gov.vn", A = none, Aaaa = none, Tls = [certificate] }] },
        });
        await site.Parts.Domains.CollectAsync();
    }
}

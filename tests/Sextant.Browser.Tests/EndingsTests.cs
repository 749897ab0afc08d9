using Microsoft.Playwright;
using Sextant.Programme.Documents;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tasks;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Browser.Tests;

/// <summary>Pages on which what went wrong or is late is set right: corrections, late tasks that go up, returns beside those of the quarter before.</summary>
public sealed class EndingsTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    private static readonly string Now = Quarter.Of(Today).ToString();

    [Theory(Timeout = 180_000)]
    [InlineData("/en")]
    [InlineData("")]
    public async Task Every_page_is_usable_by_all_and_stays_within_its_width(string language)
    {
        await using Site site = await Site.StartAsync();
        await using IBrowserContext context = await browser.ContextAsync();
        Assert.SkipWhen(browser.Axe.Length == 0, "axe-core could not be fetched: eng/fetch-axe says why.");
        string session = await SomePeople.PersonAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        Viewer office = (await site.Parts.People.Sessions.FindAsync(session, "127.0.0.1"))!;
        string task = await LateAsync(site, office);
        await ReturnAsync(site, office with { Grants = [.. office.Grants, new Grant("vnpt", Role.FocalPoint, "vnpt", null, null)] });
        await new OrganisationCorrections(site.Register, site.Parts.Clock).FoundAsync(
            "ban-moi", "province", "local-government", new LocalText([KeyValuePair.Create("vi", "UBND TP. Có Một Cái Tên Rất Dài")]), new DateOnly(2026, 1, 1), new Correction("lan", "test"));
        await context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = "sextant-session", Value = session, Url = site.Address.ToString() }]);
        IPage page = await context.NewPageAsync();
        var watch = new Watch(page, site.Address);
        Assert.Empty(await Looks.OfEachAsync(
            page, browser.Axe, site.Address, language,
            ["/tasks/escalation", "/tasks/" + task, "/tasks?view=board", "/organisations/ban-moi/correct", $"/returns/vnpt/operator/{Now}", $"/returns?form=operator&period={Now}"]));
        Assert.Empty(watch.Faults);
    }

    /// <summary>A task that is forty days late, with a report and its file; gives its key.</summary>
    private static async Task<string> LateAsync(Site site, Viewer office)
    {
        Viewer reviewer = office with { Grants = [new Grant("reviewer", Role.Reviewer, null, null, null)] };
        string decision = await site.Parts.DocumentEditing.RecordAsync(new DocumentDraft { Kind = "decision", Number = "9/QĐ-BKHCN", Date = Today.AddDays(-60), Title = "Ban hành kế hoạch" }, office.Actor, null);
        string plan = await site.Parts.PlanEditing.RecordAsync(new PlanDraft(null, Today.Year, "Kế hoạch năm"), office);
        string task = await site.Parts.TaskEditing.PutAsync(plan, new TaskDraft { Text = "Chuyển đổi cổng thông tin điện tử sang IPv6", WorkGroup = 4, Lead = "lang-son", With = ["hue"], Due = Today.AddDays(-40) }, office);
        await site.Parts.PlanEditing.StepAsync(plan, PlanStep.Submit, office);
        await site.Parts.PlanEditing.StepAsync(plan, PlanStep.Approve, reviewer);
        await site.Parts.PlanEditing.StepAsync(plan, PlanStep.Issue, office, decision: decision);
        SentFile file = await site.Parts.Vault.LookAsync("Biên bản nghiệm thu có một cái tên rất dài để xem khung.pdf", new MemoryStream([.. "%PDF-1.7 "u8, 1]));
        await site.Parts.TaskEditing.ReportAsync(task, new ReportDraft(Today, 40, "Đã mở thầu") { File = file }, office);
        await site.Parts.Escalations.SettleAsync(new EscalationRule(10, 20, office.Person), office);
        await site.Parts.Escalations.RunAsync();
        return task;
    }

    private static async Task ReturnAsync(Site site, Viewer both)
    {
        string before = Quarter.Of(Today).Before.ToString();
        await site.Parts.ReturnOffice.OweAsync("vnpt", "operator", null, both);
        await site.Parts.ReturnOffice.AskAsync("operator", before, Quarter.Of(Today).LastDay, both);
        await site.Parts.ReturnOffice.AskAsync("operator", Now, Quarter.Of(Today).LastDay.AddDays(15), both);
        var figures = ReturnForm.Of("operator")!.Fields.ToDictionary(field => field.Id, field => field.Unit == ReturnUnit.Percent ? 99m : field.PartOf is null ? 10_000_000m : 0m, StringComparer.Ordinal);
        var said = new ReturnDraft("vnpt", "operator", before) { Figures = figures, Roadmap = [new RoadmapLine("fixed", "terminal", "2030-Q4", 10_000_000, null), new RoadmapLine("mobile", "terminal", "2030-Q4", 10_000_000, null)] };
        string key = await site.Parts.ReturnEditing.SaveAsync(said, both);
        await site.Parts.ReturnEditing.SubmitAsync(key, "Trần Văn Tâm", "Trưởng ban", both);
    }
}

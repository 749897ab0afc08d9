using System.Net;
using System.Security.Cryptography;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages.Tasks;

/// <summary>What shows that a report on a task is true: a file, a document of the register, or a page.</summary>
public sealed class TaskEvidenceTests
{
    private const string Task = "/tasks/ke-hoach-2027/1";
    private static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, 1, 2, 3];
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 300_000)]
    public async Task A_file_is_kept_with_the_report_and_given_to_those_who_take_part_alone()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor minh = await SomePeople.VisitorAsync(site, administrator, Role.Reviewer);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using Visitor an = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "lang-son");
        using var stranger = new Visitor(site);
        await IssueAsync(lan, minh);

        string refused = await Visitor.TextAsync(await hoa.UploadAsync(Task, Task + "?handler=Report", "a.pdf", "<script>alert(1)</script>"u8.ToArray(), ("date", "2026-11-22"), ("text", "Đã mở"), ("percent", "40")));
        Assert.Contains("Không nhận tệp này", refused, StringComparison.Ordinal);
        Assert.Contains("Đã mở</textarea>", refused, StringComparison.Ordinal);
        Assert.Contains("Chỉ nêu một trang hoặc một văn bản", await Visitor.TextAsync(
            await hoa.PostAsync(Task, Task + "?handler=Report", ("text", "Đã mở"), ("proof", "https://hue.gov.vn/"), ("document", "9/QĐ-BKHCN"))), StringComparison.Ordinal);
        Assert.Empty((await FoundAsync(site)).Reports);

        await RefusedUnkeptAsync(site, an);
        Assert.Equal(Task, Visitor.Place(await hoa.UploadAsync(Task, Task + "?handler=Report", "..\\..\\Biên bản\u202Efdp.exe.pdf", Pdf, ("date", "2026-11-22"), ("text", "Đã mở"), ("percent", "40"), ("document", "9/QĐ-BKHCN"))));
        TaskReportView report = Assert.Single((await FoundAsync(site)).Reports);
        DocumentFileView file = Assert.Single(report.Files);
        Assert.Equal(("document", "9-qd-bkhcn", "Biên bảnfdp.exe.pdf", "application/pdf"), (report.ProofKind, report.ProofReference, file.Name, file.Type));

        string place = $"{Task}/files/{file.Sha256}";
        foreach (Visitor who in (Visitor[])[hoa, lan, minh])
        {
            using HttpResponseMessage download = await who.GetAsync(place);
            Assert.Equal(Pdf, await download.Content.ReadAsByteArrayAsync());
            Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Contains("sandbox", download.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains($"href=\"{place}\"", await Visitor.TextAsync(await who.GetAsync(Task)), StringComparison.Ordinal);
        }

        Assert.Contains("href=\"/documents/9-qd-bkhcn\" lang=\"vi\">9/QĐ-BKHCN</a>", await Visitor.TextAsync(await stranger.GetAsync(Task)), StringComparison.Ordinal);
        Assert.Equal("NotFound", Visitor.Place(await an.GetAsync(place)));
        Assert.StartsWith("/sign-in", Visitor.Place(await stranger.GetAsync(place)), StringComparison.Ordinal);
        foreach (Visitor who in (Visitor[])[an, stranger])
        {
            string seen = await Visitor.TextAsync(await who.GetAsync(Task));
            Assert.Contains("Biên bảnfdp.exe.pdf", seen, StringComparison.Ordinal);
            Assert.DoesNotContain(place, seen, StringComparison.Ordinal);
        }

        Assert.Contains("9-qd-bkhcn; Biên bảnfdp.exe.pdf", await Visitor.TextAsync(await stranger.GetAsync("/tables/tasks?as=csv")), StringComparison.Ordinal);
        Assert.Equal("NotFound", Visitor.Place(await lan.GetAsync($"{Task}/files/{new string('0', 64)}")));
        await TakenBackAsync(site, hoa, an, file);
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }

    // By who added it, with a reason, bytes and all.
    private static async Task TakenBackAsync(Site site, Visitor hoa, Visitor an, DocumentFileView file)
    {
        Assert.DoesNotContain("?handler=Detach", await Visitor.TextAsync(await an.GetAsync(Task)), StringComparison.Ordinal);
        Assert.Contains("?handler=Detach", await Visitor.TextAsync(await hoa.GetAsync(Task)), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await an.PostAsync("/account", Task + "?handler=Detach", ("report", "1"), ("sha256", file.Sha256), ("reason", "nhầm"))));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await hoa.PostAsync(Task, Task + "?handler=Detach", ("report", "1"), ("sha256", file.Sha256), ("reason", ""))));
        Assert.Equal(Task, Visitor.Place(await hoa.PostAsync(Task, Task + "?handler=Detach", ("report", "1"), ("sha256", file.Sha256), ("reason", "nhầm tệp"))));
        Assert.Equal("NotFound", Visitor.Place(await hoa.GetAsync($"{Task}/files/{file.Sha256}")));
        Assert.Null(site.Parts.Vault.Open(file));
    }

    // Nobody fills the vault by a report that is not his to make.
    private static async Task RefusedUnkeptAsync(Site site, Visitor an)
    {
        byte[] foreign = [.. Pdf, 4];
        Assert.Equal(HttpStatusCode.Forbidden, (await an.UploadAsync("/account", Task + "?handler=Report", "b.pdf", foreign, ("date", "2026-11-22"), ("text", "Không phải việc này"))).StatusCode);
        var left = new DocumentFileView(Convert.ToHexStringLower(SHA256.HashData(foreign)), "b.pdf", "application/pdf", foreign.Length);
        Assert.Null(site.Parts.Vault.Open(left));
    }

    private static async Task IssueAsync(Visitor lan, Visitor minh)
    {
        const string Plan = "/plans/ke-hoach-2027";
        await lan.PostAsync("/documents/new", "/documents/new", ("kind", "decision"), ("number", "9/QĐ-BKHCN"), ("date", "2026-11-20"), ("title", "Ban hành kế hoạch"));
        await lan.PostAsync("/plans", "/plans", ("year", "2027"), ("title", "Kế hoạch năm 2027"));
        await lan.PostAsync(Plan, Plan + "?handler=Task", ("text", "Chuyển đổi cổng"), ("group", "4"), ("lead", "hue"), ("due", "2027-05-05"), ("dueBy", "quarter"));
        await lan.PostAsync(Plan, Plan + "?handler=Write", ("step", "submit"));
        await minh.PostAsync(Plan, Plan + "?handler=Review", ("step", "approve"));
        Assert.Equal(Plan, Visitor.Place(await lan.PostAsync(Plan, Plan + "?handler=Write", ("step", "issue"), ("decision", "9/QĐ-BKHCN"))));
    }

    private static async Task<TaskView> FoundAsync(Site site) => (await site.Parts.Tasks.FindAsync("ke-hoach-2027/1", new AsOf(new DateOnly(2026, 11, 22))))!;
}

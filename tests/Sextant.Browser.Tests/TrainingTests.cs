using Microsoft.Playwright;
using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Training;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Browser.Tests;

/// <summary>Pages of training and communication with something on them, for everybody and for who writes them.</summary>
public sealed class TrainingTests(Browser browser) : IClassFixture<Browser>
{
    [Theory(Timeout = 600_000)]
    [InlineData("")]
    [InlineData("/en")]
    public async Task Every_page_is_usable_by_all_and_stays_within_its_width(string language)
    {
        await using Site site = await Site.StartAsync();
        string session = await SomePeople.PersonAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        Viewer office = (await site.Parts.People.Sessions.FindAsync(session, "127.0.0.1"))!;
        (string certificate, string code) = await FillAsync(site, office);
        await using IBrowserContext context = await browser.ContextAsync();
        Assert.SkipWhen(browser.Axe.Length == 0, "axe-core could not be fetched: eng/fetch-axe says why.");
        IPage page = await context.NewPageAsync();
        var watch = new Watch(page, site.Address);
        var faults = new List<string>();
        await LookAsync(["/training", "/training/ipv6-co-ban", "/experts", "/certificates?code=" + code, "/communication", "/communication/events/ngay-ipv6"]);
        await context.AddCookiesAsync([new Cookie { Name = "sextant-session", Value = session, Url = site.Address.ToString() }]);
        await LookAsync(
            ["/enrolments", "/enrolments/ipv6-co-ban/2", "/training/ipv6-co-ban?session=1", "/training/ipv6-co-ban/1", "/learners", "/learners/1", $"/certificates/{certificate}/paper", "/communication", "/communication/kit/to-roi", "/communication/events/ngay-ipv6"]);
        Assert.Empty(faults);
        Assert.Empty(watch.Faults);

        async Task LookAsync(string[] paths)
        {
            foreach (string path in paths)
            {
                await page.GotoAsync(new Uri(site.Address, language + path).ToString());
                faults.AddRange(await Looks.FaultsAsync(page, browser.Axe, path));
                await Looks.PictureAsync(page, "training" + language + path);
            }
        }
    }

    /// <summary>A course with people whose names are long, two of whom may be one, an expert, an event, an item of the kit.</summary>
    private static async Task<(string Certificate, string Code)> FillAsync(Site site, Viewer office)
    {
        TrainingArea training = site.Parts.Training;
        DateOnly day = DateOnly.FromDateTime(site.Parts.Clock.GetUtcNow().UtcDateTime).AddDays(-3);
        string course = await training.Courses.RecordAsync(new CourseDraft(null, "IPv6 cơ bản", "basic", "Cán bộ chuyên trách công nghệ thông tin của các sở, ban, ngành", "Địa chỉ, định tuyến, DNS", 16, 24), office);
        await training.Courses.PutSessionAsync(course, new SessionDraft { Starts = day, Mode = "both", Place = "Hà Nội và 34 điểm cầu", Teacher = "Nguyễn Thị Giảng Viên", Capacity = 60, Parts = 4, State = "held" }, office);
        string list = course + "/1";
        await training.Courses.PutSessionAsync(course, new SessionDraft { Starts = day.AddDays(20), Mode = "online", Capacity = 30, Parts = 2 }, office);
        string an = await training.Lists.EnrolAsync(list, new LearnerDraft("Nguyễn Thị Tên Rất Dài Để Xem Có Vỡ Khung Không", "hue", Email: "mot.dia.chi.thu.dien.tu.rat.dai@phong-hanh-chinh.so-thong-tin.example.gov.vn", Job: "Phó trưởng phòng"), office);
        await training.Lists.EnrolAsync(list, new LearnerDraft("Nguyễn Thị Tên Rất Dài Để Xem Có Vỡ Khung Không", "hue", StaffNumber: "H-1"), office);
        await training.Lists.MarkAsync(list, [new AttendanceMark(an, [1, 2], "passed")], office);
        await training.Certificates.IssueAsync(list, office);
        await training.Experts.AnswerAsync(await training.Experts.ProposeAsync(an, new ExpertDraft("Nguyễn Thị Tên", "định tuyến, DNS", "Huế", "ten@example.gov.vn"), office), agrees: true, "127.0.0.1");
        await site.Parts.Communication.Events.RecordAsync(new PublicEventDraft(null, "Ngày IPv6", "ipv6-day", day.AddDays(20)) { Seats = 100, Text = "Hội nghị trực tuyến" }, office);
        await site.Parts.Communication.Events.RegisterAsync("ngay-ipv6", "Trần Bình", "Công ty X", "binh@example.vn");
        await site.Parts.Communication.Kit.RecordAsync(new KitItemDraft(null, "Tờ rơi", "leaflet", "người dân", "In hai mặt"), office);
        await site.Parts.Communication.Kit.AttachAsync("to-roi", ("vi", "1.0"), "to-roi.txt", new MemoryStream("IPv6"u8.ToArray()), office);
        await site.Parts.Communication.Press.RecordAsync(new PressItemDraft(null, "Chuyển đổi IPv6", "Báo A", day, "https://example.vn/bai", "IPv6", "neutral"), office);
        CertificateView one = (await training.Learners.FindAsync(an, new AsOf(day.AddDays(3))))!.Certificates.Single();
        return (one.Key, one.Code);
    }
}

using System.Net;
using System.Text;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Training;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Training by the pages: the trainer writes, everybody sees counts, and only who may sees who.</summary>
public sealed class TrainingPageTests
{
    private const string Course = "/training/ipv6-b";
    private const string List = Course + "/1";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task A_trainer_runs_a_course_and_the_public_sees_counts_only()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor tam = await SomePeople.VisitorAsync(site, administrator, Role.Trainer);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using var stranger = new Visitor(site);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync("/cooperation", "/training", ("title", "x"), ("level", "basic"))));
        await HeldAsync(tam);
        Assert.Equal(List, Visitor.Place(await tam.PostAsync(List, List + "?handler=Enrol", ("name", "Nguyễn <b>An</b>"), ("organisation", "hue"), ("email", "an@hue.gov.vn"))));
        Assert.Contains("thư điện tử hoặc mã số", await Visitor.TextAsync(await tam.PostAsync(List, List + "?handler=Enrol", ("name", "Trần Bình"))), StringComparison.OrdinalIgnoreCase);
        string import = Visitor.Place(await tam.UploadAsync("/imports", "/imports?form=enrolments|ipv6-b/1", "ds.csv", Encoding.UTF8.GetBytes("Họ và tên;Thư điện tử;Buổi có mặt\nTrần Bình;binh@example.vn;1\n")));
        Assert.StartsWith("/imports/", import, StringComparison.Ordinal);
        Assert.Equal(import, Visitor.Place(await tam.PostAsync(import, import + "?handler=Apply")));
        string refused = await Visitor.TextAsync(await tam.PostAsync(List, List + "?handler=Mark", ("learner", "1"), ("attended-1", "3"), ("result-1", "")));
        Assert.Contains("số từ 1 đến 2", refused, StringComparison.Ordinal);
        Assert.Equal(List, Visitor.Place(await tam.PostAsync(List, List + "?handler=Mark", ("learner", "1"), ("attended-1", "1"), ("attended-1", "2"), ("result-1", "passed"))));

        string list = await (await tam.GetAsync(List)).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<b>An", list, StringComparison.Ordinal);
        Assert.Contains("2 người có mặt", WebUtility.HtmlDecode(list), StringComparison.Ordinal);
        Assert.Contains("IPv6 <b>;cơ bản;;1;2026-11-10;2026-11-10;tập trung;;đã tổ chức;2;;2;2;1;2", await Visitor.TextAsync(await stranger.GetAsync("/tables/courses?as=csv")), StringComparison.Ordinal);
        string csv = await Visitor.TextAsync(await tam.GetAsync("/tables/enrolments?belongs-to=ipv6-b/1&as=csv"));
        Assert.Contains("binh@example.vn", csv, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", Visitor.Place(await stranger.GetAsync(List)), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.GetAsync("/tables/enrolments?belongs-to=ipv6-b/1&as=csv")));
        Assert.Equal("Forbidden", Visitor.Place(await hoa.GetAsync("/learners/1")));
        await OwnPeopleAsync(tam, hoa);
        foreach (string page in (string[])["/training", Course, "/en" + Course, "/figures/T-01", "/tables/courses?as=csv"])
        {
            string seen = await Visitor.TextAsync(await stranger.GetAsync(page));
            Assert.All((string[])["An</b>", "Bình", "hue.gov.vn", "Cô Tâm"], word => Assert.DoesNotContain(word, seen, StringComparison.Ordinal));
        }
    }

    /// <summary>Who speaks for Huế sends Huế's people to a session to come, one by one and by a table, and sees them alone.</summary>
    private static async Task OwnPeopleAsync(Visitor tam, Visitor hoa)
    {
        await tam.PostAsync(Course, Course + "?handler=Session", ("starts", "2026-12-10"), ("mode", "online"), ("parts", "2"), ("state", "planned"), ("teacher", "Cô Tâm"));
        const string Own = "/enrolments/ipv6-b/2";
        Assert.Equal(Own, Visitor.Place(await hoa.PostAsync(Own, Own + "?handler=Enrol", ("name", "Nguyễn <b>An</b>"), ("organisation", "hue"), ("email", "an@hue.gov.vn"))));
        Assert.Contains("đã thuộc một người không ở đơn vị của bạn", await Visitor.TextAsync(await hoa.PostAsync(Own, Own + "?handler=Enrol", ("name", "Trần Bình"), ("organisation", "hue"), ("email", "binh@example.vn"))), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync(Own, Own + "?handler=Enrol", ("name", "Lê Chi"), ("organisation", "lang-son"), ("email", "chi@example.vn"))));
        string import = Visitor.Place(await hoa.UploadAsync("/imports", "/imports?form=unit-enrolments|ipv6-b/2", "ds.csv", Encoding.UTF8.GetBytes("Họ và tên;Thư điện tử\nĐỗ Dung;dung@hue.gov.vn\n")));
        Assert.Equal(import, Visitor.Place(await hoa.PostAsync(import, import + "?handler=Apply")));
        Assert.Contains("dung@hue.gov.vn", await Visitor.TextAsync(await hoa.GetAsync("/tables/unit-enrolments?belongs-to=ipv6-b/2&as=csv")), StringComparison.Ordinal);
        Assert.Equal(Own, Visitor.Place(await hoa.PostAsync(Own, Own + "?handler=Remove", ("learner", "3"), ("reason", "bận"))));
        foreach (string page in (string[])["/enrolments", Own, "/enrolments/ipv6-b/1"])
        {
            string seen = await Visitor.TextAsync(await hoa.GetAsync(page));
            Assert.Contains("Nguyễn", seen, StringComparison.Ordinal);
            Assert.All((string[])["Bình", "binh@", "Tâm"], word => Assert.DoesNotContain(word, seen, StringComparison.Ordinal));
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task A_certificate_is_checked_by_its_code_alone_printed_and_made_void()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor tam = await SomePeople.VisitorAsync(site, administrator, Role.Trainer);
        using var stranger = new Visitor(site);
        await HeldAsync(tam);
        await tam.PostAsync(List, List + "?handler=Enrol", ("name", "Nguyễn Văn An"), ("organisation", "hue"), ("email", "an@hue.gov.vn"), ("staff", "H-77"));
        await tam.PostAsync(List, List + "?handler=Mark", ("learner", "1"), ("attended-1", "1"), ("result-1", "passed"));
        Assert.Equal(List, Visitor.Place(await tam.PostAsync(List, List + "?handler=Issue")));
        CertificateView one = (await site.Parts.Training.Learners.FindAsync("1", new AsOf(new DateOnly(2026, 11, 22))))!.Certificates.Single();
        Assert.Equal(new DateOnly(2028, 11, 21), one.Expires);
        string paper = await Visitor.TextAsync(await tam.GetAsync($"/certificates/{one.Key}/paper"));
        Assert.Contains(one.Code, paper, StringComparison.Ordinal);
        Assert.Contains("<p class=\"holder\">Nguyễn Văn An</p>", paper, StringComparison.Ordinal);
        Assert.Contains($"/certificates?code={one.Code}", paper, StringComparison.Ordinal);
        using HttpResponseMessage docx = await tam.GetAsync($"/certificates/{one.Key}/paper?handler=Docx");
        Assert.Equal((one.Code + ".docx", "PK"), (docx.Content.Headers.ContentDisposition!.FileName, System.Text.Encoding.ASCII.GetString(await docx.Content.ReadAsByteArrayAsync(), 0, 2)));
        Assert.Equal("application/zip", (await tam.PostAsync(List, List + "?handler=Papers")).Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("/sign-in", Visitor.Place(await stranger.GetAsync($"/certificates/{one.Key}/paper")), StringComparison.Ordinal);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using Visitor son = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "lang-son");
        Assert.Contains(one.Code, await Visitor.TextAsync(await hoa.GetAsync($"/certificates/{one.Key}/paper")), StringComparison.Ordinal);
        Assert.Equal("NotFound", Visitor.Place(await son.GetAsync($"/certificates/{one.Key}/paper")));

        string genuine = await Visitor.TextAsync(await stranger.GetAsync("/certificates?code=" + one.Code.ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.Contains("còn hiệu lực", genuine, StringComparison.Ordinal);
        Assert.Contains("Nguyễn Văn An", genuine, StringComparison.Ordinal);
        Assert.All((string[])["hue.gov.vn", "H-77", "Huế"], word => Assert.DoesNotContain(word, genuine, StringComparison.Ordinal));
        Assert.DoesNotContain("Nguyễn", await Visitor.TextAsync(await stranger.GetAsync("/certificates?code=" + one.Code[..^1] + "x")), StringComparison.Ordinal);
        Assert.DoesNotContain("Nguyễn", await Visitor.TextAsync(await stranger.GetAsync("/certificates?code=%25")), StringComparison.Ordinal);

        Assert.Equal("/learners/1", Visitor.Place(await tam.PostAsync("/learners/1", "/learners/1?handler=Revoke", ("certificate", one.Key), ("reason", "cấp nhầm"))));
        string revoked = await Visitor.TextAsync(await stranger.GetAsync("/certificates?code=" + one.Code + "&as-of=2026-11-21"));
        Assert.Contains("đã bị thu hồi", revoked, StringComparison.Ordinal);
        Assert.All((string[])["Nguyễn", "cấp nhầm"], word => Assert.DoesNotContain(word, revoked, StringComparison.Ordinal));
        HttpStatusCode[] tries = [.. await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ => (await stranger.GetAsync("/certificates?code=aaaa-bbbb-cccc-dddd")).StatusCode))];
        Assert.Contains(HttpStatusCode.TooManyRequests, tries);
    }

    [Fact(Timeout = 600_000)]
    public async Task An_expert_is_named_by_the_own_word_and_no_longer_than_that()
    {
        await using Site site = await Site.StartAsync(_clock);
        using Visitor tam = await SomePeople.VisitorAsync(site, await SomePeople.AdministratorAsync(site), Role.Trainer);
        using var stranger = new Visitor(site);
        await HeldAsync(tam);
        await tam.PostAsync(List, List + "?handler=Enrol", ("name", "Nguyễn Văn An"), ("email", "an@hue.gov.vn"));
        string answer = await Visitor.TextAsync(await tam.PostAsync("/learners/1", "/learners/1?handler=Propose", ("name", "Nguyễn Văn An"), ("fields", "định tuyến"), ("contact", "an@vidu.vn")));
        string token = answer[(answer.IndexOf("token=", StringComparison.Ordinal) + 6)..][..43];
        string own = "/experts/own?token=" + token;
        Assert.DoesNotContain("Nguyễn", await Visitor.TextAsync(await stranger.GetAsync("/experts")), StringComparison.Ordinal);
        Assert.Contains("định tuyến", await Visitor.TextAsync(await stranger.GetAsync(own)), StringComparison.Ordinal);
        await stranger.PostAsync(own, "/experts/own", ("token", token), ("agrees", "true"));
        string named = await Visitor.TextAsync(await stranger.GetAsync("/experts"));
        Assert.Contains("an@vidu.vn", named, StringComparison.Ordinal);
        Assert.DoesNotContain("an@hue.gov.vn", named, StringComparison.Ordinal);

        // What is shown changes: it is asked anew, and the old link ends.
        await tam.PostAsync("/learners/1", "/learners/1?handler=Propose", ("name", "Nguyễn Văn An"), ("fields", "DNS"));
        Assert.DoesNotContain("Nguyễn", await Visitor.TextAsync(await stranger.GetAsync("/experts")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(own)).StatusCode);
        Assert.Equal("/learners/1", Visitor.Place(await tam.PostAsync("/learners/1", "/learners/1?handler=Agreed", ("paper", "giấy 7 ngày 22/11/2026"))));
        Assert.Contains("DNS", await Visitor.TextAsync(await stranger.GetAsync("/experts")), StringComparison.Ordinal);
        Assert.Equal("/learners/1", Visitor.Place(await tam.PostAsync("/learners/1", "/learners/1?handler=Withdrawn")));
        Assert.DoesNotContain("Nguyễn", await Visitor.TextAsync(await stranger.GetAsync("/experts?as-of=2026-11-21")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync("/sign-in", "/experts/own", ("token", token), ("agrees", "true"))).StatusCode);
    }

    private static async Task HeldAsync(Visitor tam)
    {
        Assert.Equal(Course, Visitor.Place(await tam.PostAsync("/training", "/training", ("title", "IPv6 <b>"), ("level", "basic"), ("months", "24"))));
        Assert.Equal(Course, Visitor.Place(await tam.PostAsync(Course, Course + "?handler=Session", ("starts", "2026-11-10"), ("mode", "place"), ("teacher", "Cô Tâm"), ("parts", "2"), ("state", "held"))));
    }
}

using System.Net;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Reports by the pages of the office: the letterhead written, a report read, its files taken.</summary>
public sealed class ReportPageTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 120_000)]
    public async Task The_office_writes_the_letterhead_reads_a_report_and_takes_its_files()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await Visitor.InAsync(site, administrator, Role.Office);
        using Visitor hoa = await Visitor.InAsync(site, administrator, Role.FocalPoint, "hue");
        Assert.Equal(HttpStatusCode.Forbidden, (await hoa.GetAsync("/reports/year-2026")).StatusCode);

        Assert.Contains("Chưa ghi cơ quan ban hành", await Visitor.TextAsync(await lan.GetAsync("/reports")), StringComparison.Ordinal);
        HttpResponseMessage refused = await lan.PostAsync("/reports/letterhead", "/reports/letterhead", ("issuer", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Cần có tên cơ quan ban hành", await Visitor.TextAsync(refused), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await lan.PostAsync("/reports/letterhead", "/reports/letterhead", ("issuer", "Ban <i>Công tác</i>"), ("sign", "BCT"), ("place", "Hà Nội"), ("recipients", "VNNIC"))).StatusCode);

        foreach (string language in new[] { "", "/en" })
        {
            string page = await (await lan.GetAsync(language + "/reports/phase-ipv6-for-gov-1")).Content.ReadAsStringAsync();
            Assert.Contains("94 %", page, StringComparison.Ordinal);
            Assert.Contains("/BC-BCT", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<i>Công", page, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
            Assert.Equal(2, page.Split("<h1").Length);
        }

        foreach ((string handler, string type, string magic) in new[] { ("Docx", "wordprocessingml", "PK"), ("Xlsx", "spreadsheetml", "PK") })
        {
            using HttpResponseMessage file = await lan.GetAsync("/reports/phase-ipv6-for-gov-1?handler=" + handler);
            Assert.Contains(type, file.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
            Assert.Equal($"phase-ipv6-for-gov-1.{handler.ToLowerInvariant()}", file.Content.Headers.ContentDisposition!.FileName);
            Assert.StartsWith(magic, await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        HttpResponseMessage none = await lan.PostAsync("/reports/letters", "/reports/letters", ("deadline", "2026-12-20"));
        Assert.Contains("Hãy chọn ít nhất một đơn vị", await Visitor.TextAsync(none), StringComparison.Ordinal);
        using HttpResponseMessage letters = await lan.PostAsync("/reports/letters", "/reports/letters", ("deadline", "2026-12-20"), ("kind", "province"), ("unit", "bo-cong-an"));
        using var archive = new System.IO.Compression.ZipArchive(await letters.Content.ReadAsStreamAsync());
        Assert.Equal(36, archive.Entries.Count);

        Assert.Equal(HttpStatusCode.NotFound, (await lan.GetAsync("/reports/year-1999")).StatusCode);

        // The test's site has no browser: the page says so in a sentence, and stays readable.
        HttpResponseMessage pdf = await lan.GetAsync("/reports/year-2026?handler=Pdf");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, pdf.StatusCode);
        Assert.Contains("không có Chromium", await Visitor.TextAsync(pdf), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_conference_is_a_plain_sequence_of_pages_that_lead_from_each_to_the_next()
    {
        await using Site site = await Site.StartAsync(_clock);
        string page = System.Net.WebUtility.HtmlDecode(await site.Client.GetStringAsync("/conference/phase-ipv6-for-gov-1"));
        int pages = page.Split("<section class=\"sheet\"").Length - 1;
        Assert.True(pages >= 6, $"{pages} pages");
        for (int number = 1; number <= pages; number++)
        {
            Assert.Contains($"id=\"p{number}\"", page, StringComparison.Ordinal);
            Assert.Equal(number < pages, page.Contains($"rel=\"next\" href=\"#p{number + 1}\"", StringComparison.Ordinal));
        }

        foreach (string said in new[] { "94 %", "vượt 88%", "gấp 2,6 lần", "63 điểm cầu", "đi đầu, hỗ trợ các Bộ" })
        {
            Assert.Contains(said, page, StringComparison.OrdinalIgnoreCase);
        }

        // In the review of a later period the same figures bear their day, and nothing is praised.
        string later = System.Net.WebUtility.HtmlDecode(await site.Client.GetStringAsync("/conference/phase-ipv6-only-1"));
        Assert.Contains("Số liệu ngày 31/12/2022, trước kỳ báo cáo", later, StringComparison.Ordinal);
        Assert.DoesNotContain("vượt 88%", later, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync("/conference/year-1999")).StatusCode);
    }
}

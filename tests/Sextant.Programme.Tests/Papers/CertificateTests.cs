using System.IO.Compression;
using System.Text;
using Sextant.Programme.Audit;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Certificates;
using Sextant.Programme.People;
using Sextant.Programme.Tests.Tasks;
using Sextant.Programme.Tests.Training;
using Sextant.Programme.Training;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Papers;

public sealed class CertificateTests
{
    private static readonly CertificateForm Form = new("vi", place => "https://ipv6.example.gov.vn" + place);

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_certificate_says_all_on_the_page_and_in_the_office_file_alike_and_a_session_has_one_archive(DatabaseKind kind)
    {
        using TrainingRoom room = await TrainingRoom.OpenAsync(kind);
        string session = await room.HeldAsync(months: 24);
        await room.PassedAsync(session, new LearnerDraft("Nguyễn <b>An</b> & Bạn", "hue") { Email = "an@hue.gov.vn" });
        string second = await room.PassedAsync(session, new LearnerDraft("=Lê Chi", "hue") { Email = "chi@hue.gov.vn" });
        string third = await room.PassedAsync(session, new LearnerDraft("Phạm Dũng", "hue") { Email = "dung@hue.gov.vn" });
        var letterheads = new LetterheadStore(room.Country.Database, room.Country.Clock);
        await letterheads.RecordAsync(new LetterheadDraft("Bộ Khoa học và Công nghệ", "Ban Công tác thúc đẩy phát triển IPv6", "BCT", "Hà Nội", "TM. BAN CÔNG TÁC", "TRƯỞNG BAN", "Trần Văn <i>Trưởng</i>", null), TaskRoom.Office);
        var reader = new CertificateReader(room.Country.Database, letterheads, room.Country.Clock);
        await TrainingRoom.RefusedAsync("certificates-none", () => reader.OfSessionAsync(session, Form, TrainingRoom.Trainer));
        await room.Certificates.IssueAsync(session, TrainingRoom.Trainer);
        CertificateView one = (await room.Learners.FindAsync("1", TrainingRoom.Now))!.Certificates.Single();

        CertificatePaper paper = (await reader.FindAsync(one.Key, Form))!;
        string html = CertificateHtml.Body(paper);
        Assert.Contains("Nguyễn &lt;b&gt;An&lt;/b&gt; &amp; Bạn", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        string seen = PaperRoom.Read(CertificateDocx.Write(paper));
        foreach (string said in (string[])
                 [
                     "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BAN CÔNG TÁC THÚC ĐẨY PHÁT TRIỂN IPv6", "GIẤY CHỨNG NHẬN", "Nguyễn <b>An</b> & Bạn", "Đã hoàn thành khóa đào tạo “Khóa basic place”",
                     "Trình độ: cơ bản; từ ngày 10/11/2026 đến ngày 11/11/2026", "Kết quả: Đạt", "có giá trị đến hết ngày 21/11/2028", "Mã xác thực: " + one.Code,
                     "https://ipv6.example.gov.vn/certificates?code=" + one.Code, "Hà Nội, ngày 22 tháng 11 năm 2026", "TRƯỞNG BAN", "Trần Văn <i>Trưởng</i>",
                 ])
        {
            Assert.Contains(said, seen, StringComparison.Ordinal);
            Assert.Contains(said, System.Net.WebUtility.HtmlDecode(html).Replace("Cộng", "CỘNG", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("Anybody can check it at:", CertificateHtml.Body((await reader.FindAsync(one.Key, Form with { Language = "en" }))!), StringComparison.Ordinal);
        await room.Certificates.RevokeAsync((await room.Learners.FindAsync(third, TrainingRoom.Now))!.Certificates.Single().Key, "cấp nhầm", TrainingRoom.Trainer);
        await TrainingRoom.RefusedAsync("not-allowed", () => reader.OfSessionAsync(session, Form, TrainingRoom.FocalPoint));
        using var archive = new ZipArchive(new MemoryStream(await reader.OfSessionAsync(session, Form, TrainingRoom.Trainer)));
        Assert.Equal(["001-le-chi.docx", "002-nguyen-b-an-b-ban.docx", "danh-sach.csv"], archive.Entries.Select(entry => entry.Name));
        using var list = new StreamReader(archive.GetEntry("danh-sach.csv")!.Open(), Encoding.UTF8);
        string[] lines = (await list.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("1;001-le-chi.docx;\"'=Lê Chi\";", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.Single(await new AuditLog(room.Country.Database, room.Country.Clock).ListAsync(new AuditFilter { Action = "certificate.prepare" }));
        Assert.NotNull(second);
    }
}

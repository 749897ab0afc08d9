using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Sextant.Programme.Imports.Papers;
using Sextant.Programme.Kpis;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Reports;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Programme.Tests.Imports;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Papers;

public sealed class ReportTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_review_of_phase_1_says_what_the_founding_report_said_and_where_it_is_from(DatabaseKind kind)
    {
        using PaperRoom room = await PaperRoom.OpenAsync(kind);
        (ReportFacts facts, Paper paper) = await room.ReportAsync("phase-ipv6-for-gov-1");
        Assert.Equal(new DateOnly(2022, 12, 31), facts.AsOf.Date);
        string text = PaperRoom.Seen(paper);
        foreach (string said in new[] { "94 %", "80/85", "vượt 88%", "78 %", "66/85", "vượt 55%", "1.318", "gấp 2,6 lần", "BÁO CÁO", "Tổng kết giai đoạn 1 chương trình IPv6 For Gov", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:", "chưa có số liệu đo" })
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        // Later figures are not in it, and each figure's number leads to a source.
        Assert.DoesNotContain("65,5", text, StringComparison.Ordinal);
        Assert.All(facts.Figures, one => Assert.True(one.Figure.Source == "measured" || facts.Sources.ContainsKey(one.Figure.Source), one.Figure.Indicator));
        Assert.Equal(Enumerable.Range(1, facts.Figures.Count), facts.Figures.Select(one => one.Number));

        // Asked for later it is the same: what came behind the period is no result of it.
        (ReportFacts later, Paper same) = await room.ReportAsync("phase-ipv6-for-gov-1", day: PaperRoom.Today);
        Assert.Equal(facts.AsOf, later.AsOf);
        Assert.Equal(facts.Figures.Select(one => (one.Figure.Indicator, one.Figure.Value)), later.Figures.Select(one => (one.Figure.Indicator, one.Figure.Value)));
        Assert.DoesNotContain("22/11/2026", PaperRoom.Seen(same)[..PaperRoom.Seen(same).IndexOf("PHỤ LỤC", StringComparison.Ordinal)], StringComparison.Ordinal);

        // As it was known at an instant, the same again.
        ReportFacts again = await room.Desk.Reports.ReadAsync(facts.Period, facts.AsOf with { Known = facts.MadeAt });
        Assert.Equal(facts.Figures.Select(one => (one.Figure.Indicator, one.Figure.Value)), again.Figures.Select(one => (one.Figure.Indicator, one.Figure.Value)));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_year_shows_what_was_measured_what_is_late_and_what_comes(DatabaseKind kind)
    {
        using PaperRoom room = await PaperRoom.OpenAsync(kind);
        TaskDraft late = new() { Text = "Chuyển đổi cổng <b>thông tin</b>", WorkGroup = 4, Lead = "lang-son", Due = TaskRoom.Day("2026-10-01"), DueBy = "day" };
        await room.Tasks.IssuedAsync(late, late with { Text = "=HYPERLINK(\"http://x\")", Due = TaskRoom.Day("2026-12-31") });
        (ReportFacts facts, Paper paper) = await room.ReportAsync("year-2026");
        Assert.Equal(PaperRoom.Today, facts.AsOf.Date);
        string text = PaperRoom.Seen(paper);

        // Methods and definitions are said in words; those of programs are not shown to people.
        Assert.All(facts.Figures, one => Assert.DoesNotMatch("^[a-z0-9]+([-/:|][a-z0-9]+)*$", FigureWords.Definition(one.Figure, "vi")));
        // Sectors have the names that the pack gives them.
        string[] sectors = [.. facts.Figures.Where(one => one.Figure.Indicator == "C-10").Select(one => FigureWords.Definition(one.Figure, "vi"))];
        Assert.Contains("Địa phương, C-01", sectors);
        Assert.DoesNotContain(sectors, words => words.Contains("government", StringComparison.Ordinal));
        // Lines of one indicator are told apart; what has no data names its input.
        Assert.Equal(facts.Figures.Count, facts.Figures.Select(one => one.Figure.Indicator + FigureWords.Which(one.Figure, facts.Sources, "vi")).Distinct().Count());
        Assert.Contains("G-06 Nhiệm vụ của kế hoạch năm đã hoàn thành (nhóm nhiệm vụ 4)", text, StringComparison.Ordinal);
        Assert.Contains("(cố định và di động; Lạng Sơn, Trung tâm Công nghệ số; 31/12/2022)", text, StringComparison.Ordinal);
        Assert.Contains("G-09 Điểm tự đánh giá: chưa có số liệu: chờ", text, StringComparison.Ordinal);
        Assert.Contains("phương pháp G-01, bản", text, StringComparison.Ordinal);
        Assert.Equal("rank in the world, capable of IPv6 (APNIC)", FigureWords.Definition("world:apnic-capable", "en"));
        Assert.Contains("Tổng số 1 nhiệm vụ đến hạn, trong đó 0 nhiệm vụ đã hoàn thành, 1 nhiệm vụ quá hạn", text, StringComparison.Ordinal);
        Assert.Contains("Chuyển đổi cổng <b>thông tin</b>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>thông tin", PaperHtml.Body(paper), StringComparison.Ordinal);
        Assert.Contains("=HYPERLINK", text, StringComparison.Ordinal);
        Assert.Contains("1 đơn vị có cổng thông tin điện tử đã công bố IPv6 nhưng không truy cập được qua IPv6", text, StringComparison.Ordinal);
        TracedFigure works = facts.Figures.Single(one => one.Figure is { Indicator: "C-02", Origin: FigureOrigin.Measured });
        Assert.Equal(["site:thuathienhue.gov.vn"], works.Figure.Members.Where(member => member.Counted == Counted.Yes).Select(member => member.Key));
        Assert.Contains($"Danh sách tính của số liệu [{works.Number}] C-02", text, StringComparison.Ordinal);
        Assert.Contains("Tính vào tử số (1): thuathienhue.gov.vn.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_older_than_the_period_is_told_apart_and_held_against_no_target()
    {
        using PaperRoom room = await PaperRoom.OpenAsync(DatabaseKind.Sqlite);
        (ReportFacts facts, Paper paper) = await room.ReportAsync("phase-ipv6-only-1");
        string text = PaperRoom.Seen(paper);
        Assert.Contains("Kỳ báo cáo từ ngày 01/01/2026 đến ngày 31/12/2027 chưa kết thúc; báo cáo tổng hợp kết quả từ ngày 01/01/2026 đến hết ngày 22/11/2026.", text, StringComparison.Ordinal);
        (_, Paper before) = await room.ReportAsync("phase-ipv6-only-1", day: new DateOnly(2025, 6, 30));
        Assert.Contains("chưa bắt đầu; số liệu tính đến hết ngày 30/06/2025", PaperRoom.Seen(before), StringComparison.Ordinal);
        int results = text.IndexOf("Bảng 1. Kết quả thực hiện các chỉ tiêu", StringComparison.Ordinal);
        int earlier = text.IndexOf("Bảng 2. Số liệu gần nhất có trước kỳ báo cáo", StringComparison.Ordinal);
        Assert.True(results >= 0 && earlier > results, text);
        TracedFigure old = facts.Figures.Single(one => one.Figure is { Indicator: "G-01", Origin: FigureOrigin.Declared });
        Assert.Equal((true, "94 %"), (facts.IsEarlier(old.Figure), FigureText.Value(old.Figure, "vi")));
        Assert.True(text.IndexOf("ban hành kế hoạch chuyển đổi (31/12/2022)", StringComparison.Ordinal) > earlier, text);
        Assert.DoesNotContain("vượt 88%", text[..text.IndexOf("PHỤ LỤC", StringComparison.Ordinal)], StringComparison.Ordinal);

        // The words of the source stay where they are traced, in the reader's language and with no words for programs.
        Assert.Contains("“vượt 88% so với mục tiêu” (suy ra từ 94 %) 31/12/2022", text, StringComparison.Ordinal);
        Assert.DoesNotContain("inferred", text, StringComparison.Ordinal);
        Assert.DoesNotContain("document, review", text, StringComparison.Ordinal);

        // A measured figure of the day is one of the period; the workbook says of each which it is.
        Assert.Contains(facts.Figures, one => one.Figure.Origin == FigureOrigin.Measured && !facts.IsEarlier(one.Figure));
        using SpreadsheetDocument book = SpreadsheetDocument.Open(new MemoryStream(ReportBook.Write(facts, "vi")), isEditable: false);
        string[] cells = [.. book.WorkbookPart!.WorksheetParts.SelectMany(sheet => sheet.Worksheet!.Descendants<Cell>()).Select(cell => cell.InnerText)];
        Assert.Contains("Trong kỳ báo cáo", cells);
        Assert.Equal(facts.Figures.Count(one => facts.IsEarlier(one.Figure)), cells.Count(cell => cell == "không"));
    }

    [Fact]
    public async Task Page_and_office_file_say_the_same_and_the_form_is_that_of_the_decree()
    {
        using PaperRoom room = await PaperRoom.OpenAsync(DatabaseKind.Sqlite);
        foreach (string language in new[] { "vi", "en" })
        {
            (_, Paper paper) = await room.ReportAsync("phase-ipv6-for-gov-1", language);
            byte[] docx = PaperDocx.Write(paper);
            string page = PaperRoom.Seen(paper).Replace(" ", "", StringComparison.Ordinal);
            string file = PaperRoom.Read(docx).Replace(" ", "", StringComparison.Ordinal);
            Assert.All(paper.Blocks.Concat(paper.Annex).OfType<PaperText>(), text => Assert.Contains(text.Text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), file, StringComparison.Ordinal));
            Assert.All(paper.Blocks.Concat(paper.Annex).OfType<PaperTable>().SelectMany(table => table.Rows).SelectMany(row => row), cell =>
            {
                string bare = string.Concat(cell.Where(c => !char.IsWhiteSpace(c)));
                Assert.Contains(bare, file, StringComparison.Ordinal);
                Assert.Contains(bare, page, StringComparison.Ordinal);
            });
            Assert.DoesNotMatch(@"\b(report|trace|column|frame|origin|class)\.[a-z]", page);

            using WordprocessingDocument opened = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
            PageMargin margin = opened.MainDocumentPart!.Document.Body!.Descendants<PageMargin>().Single();
            Assert.Equal((1134, 1701U, 1134, 851U), (margin.Top!.Value, margin.Left!.Value, margin.Bottom!.Value, margin.Right!.Value));
            Assert.NotNull(opened.MainDocumentPart.Document.Body.Descendants<TitlePage>().SingleOrDefault());
        }
    }

    [Fact]
    public async Task Measured_figures_of_the_workbook_are_formulas_that_give_what_the_report_says()
    {
        using PaperRoom room = await PaperRoom.OpenAsync(DatabaseKind.Sqlite);
        (ReportFacts facts, _) = await room.ReportAsync("year-2026");
        using SpreadsheetDocument book = SpreadsheetDocument.Open(new MemoryStream(ReportBook.Write(facts, "vi")), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(book).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        WorksheetPart[] sheets = [.. book.WorkbookPart!.Workbook.Descendants<Sheet>().Select(sheet => (WorksheetPart)book.WorkbookPart.GetPartById(sheet.Id!))];
        Row[] figures = [.. sheets[0].Worksheet.Descendants<Row>().Skip(1)];
        (int Number, string Word)[] members = [.. sheets[1].Worksheet.Descendants<Row>().Skip(1).Select(row => row.Elements<Cell>().ToArray()).Select(cells => (int.Parse(cells[0].InnerText), cells[3].InnerText))];
        Assert.Equal(facts.Figures.Count, figures.Length);
        foreach (TracedFigure one in facts.Figures.Where(one => one.Figure.Origin == FigureOrigin.Measured))
        {
            Cell[] cells = [.. figures[one.Number - 1].Elements<Cell>()];
            string at = (one.Number + 1).ToString();
            Assert.Equal($"COUNTIFS('Danh sách tính'!$A$2:$A${members.Length + 1},$A{at},'Danh sách tính'!$D$2:$D${members.Length + 1},\"yes\")", cells[4].CellFormula!.Text);
            int yes = members.Count(member => member == (one.Number, "yes"));
            int no = members.Count(member => member == (one.Number, "no"));
            Assert.Equal((one.Figure.Numerator, one.Figure.Denominator), (yes, yes + no));
            Assert.Equal((yes.ToString(), (yes + no).ToString()), (cells[4].CellValue!.Text, cells[5].CellValue!.Text));
            Assert.Equal($"IF(F{at}=0,\"\",100*E{at}/F{at})", cells[6].CellFormula!.Text);
        }

        // Text is text, whatever sign it begins with; only what is written here is a formula.
        Assert.All(sheets.SelectMany(sheet => sheet.Worksheet.Descendants<Cell>()).Where(cell => cell.CellFormula is null && cell.DataType?.Value is not CellValues.Number && cell.InnerText.Length > 0), cell => Assert.Equal(CellValues.InlineString, cell.DataType!.Value));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_letterhead_is_written_by_the_office_audited_and_known_as_it_was(DatabaseKind kind)
    {
        using PaperRoom room = await PaperRoom.OpenAsync(kind);
        var asOf = new AsOf(PaperRoom.Today);
        Letterhead before = await room.Desk.Letterheads.ReadAsync(asOf, "vi");
        Assert.Equal((false, "Ban Công tác thúc đẩy phát triển IPv6 quốc gia", null), (before.Written, before.Issuer, before.SignerName));
        var draft = new LetterheadDraft("Bộ Khoa học và Công nghệ", "Ban Công tác IPv6", "BCT", "Hà Nội", "TM. BAN CÔNG TÁC", "TRƯỞNG BAN", "Nguyễn Văn A", "Như Điều 2\n\n  VNNIC \nNhư trên");
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.Letterheads.RecordAsync(draft, TaskRoom.Reviewer))).Word);
        Assert.Equal("letterhead-issuer", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.Letterheads.RecordAsync(draft with { Issuer = " " }, TaskRoom.Office))).Word);
        Assert.Equal("letterhead-line", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.Letterheads.RecordAsync(draft with { Place = "Hà\nNội" }, TaskRoom.Office))).Word);
        await room.Desk.Letterheads.RecordAsync(draft, TaskRoom.Office);
        DateTimeOffset then = room.Tasks.Country.Clock.Now;
        room.Tasks.Country.Clock.Now = then.AddHours(1);
        await room.Desk.Letterheads.RecordAsync(draft with { SignerName = "Trần Thị B" }, TaskRoom.Office);
        Assert.Equal(["Như Điều 2", "VNNIC", "Như trên"], (await room.Desk.Letterheads.ReadAsync(asOf, "vi")).Recipients);
        Assert.Equal(("Trần Thị B", "Nguyễn Văn A"), ((await room.Desk.Letterheads.ReadAsync(asOf, "vi")).SignerName, (await room.Desk.Letterheads.ReadAsync(asOf with { Known = then.AddMinutes(1) }, "vi")).SignerName));
        Assert.Equal(2, (await new Sextant.Programme.Audit.AuditLog(room.Tasks.Country.Database, room.Tasks.Country.Clock).ListAsync(new Sextant.Programme.Audit.AuditFilter { Subject = "letterhead:letterhead" })).Count);
        (_, Paper paper) = await room.ReportAsync("year-2026");
        string text = PaperRoom.Seen(paper);
        Assert.Contains("/BC-BCT", text, StringComparison.Ordinal);
        Assert.Matches("Hà Nội, ngày\\s+tháng\\s+năm 2026", text);
        Assert.Contains("Nơi nhận: - Như Điều 2; - VNNIC; - Lưu: VT.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sextant import", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_long_ago_has_its_documents_however_many_came_since()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        string rows = string.Concat(Enumerable.Range(1, 501).Select(i => $";công văn;{i}/CV-X;01/02/2026;Văn bản {i};;;\n"));
        await room.BringInAsync(DocumentTable.Id, "Mã văn bản;Loại văn bản;Số, ký hiệu;Ngày ban hành;Trích yếu nội dung;Cơ quan ban hành;Ngày có hiệu lực;Ngày hết hiệu lực\n" + rows, TaskRoom.Office);
        var desk = new PaperDesk(room.Country.Database, new Measurements(), room.Country.Clock);
        ReportFacts facts = await desk.Reports.ReadAsync((await desk.Periods.FindAsync("year-2021", PaperRoom.Today))!, new AsOf(PaperRoom.Today));
        Assert.Contains(facts.Documents, document => document.Number == "38/QĐ-BTTTT");
        Assert.DoesNotContain(facts.Documents, document => document.Date?.Year != 2021);
    }

    [Fact]
    public void Both_languages_have_every_sentence() => Assert.Equal(PaperTexts.For("vi").Keys.Order(StringComparer.Ordinal), PaperTexts.For("en").Keys.Order(StringComparer.Ordinal));
}

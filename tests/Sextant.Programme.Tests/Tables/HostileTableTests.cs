using System.Text;
using Sextant.Programme.Tables;
using static Sextant.Programme.Tests.Tables.RawWorkbook;

namespace Sextant.Programme.Tests.Tables;

/// <summary>Files that somebody made wrong, by mistake or on purpose: each is refused with its place, nothing of it is run or fetched.</summary>
public sealed class HostileTableTests
{
    private static readonly TableForm Form = new("organisation-domains", [new("organisation"), new("domain"), new("from", false)]);
    private static readonly string Header = Row(1, "organisation", "domain", "from");

    [Fact]
    public async Task Formulas_merged_cells_and_faults_are_named_by_row_and_column()
    {
        string data = Header
            + "<row r=\"2\">" + Text("A2", "hue") + "<c r=\"B2\" t=\"str\"><f>HYPERLINK(\"https://example.com\")</f><v>hue.gov.vn</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\" t=\"e\"><v>#REF!</v></c>" + Text("B3", "x.vn") + Text("C3", "30/02/2026") + "</row>"
            + Row(4, "", "y.vn") + Row(5, "hue");
        TableFaults faults = Read(await new RawWorkbook(data, "<mergeCells><mergeCell ref=\"A4:A5\"/></mergeCells>").BytesAsync(), out Table? table);
        foreach (TableRow row in table!.Rows)
        {
            row.Text("organisation", required: true);
            row.Text("domain", required: true);
            row.Day("from");
        }

        Assert.Equal(["2B formula", "3A cell-fault", "3C day", "4A merged", "4A empty", "5B empty"], faults.List.Select(Short));
        Assert.Equal("Dòng 2, cột B (Tên miền): Ô này có công thức; hãy dán giá trị.", Said(faults.List[0], "vi"));
        Assert.Equal("Row 4, column A: The cells A4:A5 are merged; split them and fill in each.", Said(faults.List[3], "en"));
    }

    [Fact]
    public async Task Wrong_columns_are_all_named()
    {
        string data = Row(1, "Bảng tên miền") + Row(3, "Đơn vị", "tên miền cũ", "ĐƠN VỊ", "Từ  ngày") + Row(4, "hue");
        TableFaults faults = Read(await new RawWorkbook(data).BytesAsync(), out Table? table);
        Assert.Single(table!.Rows);
        Assert.Equal(["3 column-missing", "3B column-unknown", "3C column-twice"], faults.List.Select(Short));
    }

    [Fact]
    public async Task A_workbook_with_macros_is_refused_by_name_by_part_and_by_type()
    {
        byte[] plain = await new RawWorkbook(Header + Row(2, "hue", "hue.gov.vn")).BytesAsync();
        Assert.Equal("file-macros", Only(plain, "domains.XLSM"));
        Assert.Equal("file-macros", Only(await new RawWorkbook(Header).Put("xl/vbaProject.bin", "x").BytesAsync()));
        Assert.Equal("file-macros", Only(await new RawWorkbook(Header).Put("xl/macrosheets/sheet1.xml", "<a/>").BytesAsync()));
        Assert.Equal("file-macros", Only(await new RawWorkbook(Header).Put("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>").BytesAsync()));
        Assert.Equal("file-old", Only([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]));
    }

    [Fact]
    public async Task A_bomb_is_noticed_by_what_it_becomes_not_by_what_it_says()
    {
        var bomb = new RawWorkbook(Header);
        bomb.Parts["xl/media/image1.bin"] = async stream =>
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 70; i++)
            {
                await stream.WriteAsync(zeros);
            }
        };
        byte[] bytes = await bomb.BytesAsync();
        Assert.True(bytes.Length < 200_000);
        Assert.Equal("workbook-unpacked", Only(bytes));

        // The same with a list that lies: every size it states is 1.
        byte[] lying = (byte[])bytes.Clone();
        for (int i = 0; i + 46 < lying.Length; i++)
        {
            if (lying.AsSpan(i, 4).SequenceEqual("PK\x01\x02"u8))
            {
                BitConverter.GetBytes(1).CopyTo(lying, i + 24);
            }
        }

        Assert.Contains(Only(lying), (string[])["workbook-unpacked", "workbook-broken", "workbook-xml"]);

        var many = new RawWorkbook(Header);
        Enumerable.Range(0, 201).ToList().ForEach(i => many.Put($"xl/media/{i}.bin", "x"));
        Assert.Equal("workbook-parts", Only(await many.BytesAsync()));

        // Cells that name one long text again and again: small in the file, large when each is taken.
        string cells = string.Concat(Enumerable.Range(2, 6000).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\" t=\"s\"><v>0</v></c></row>"));
        Assert.Equal("characters", Only(await new RawWorkbook(Header + cells, strings: $"<si><t>{new string('x', 3000)}</t></si>").BytesAsync()));
    }

    [Theory]
    [InlineData("xl/sharedStrings.xml", "<!DOCTYPE sst [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&a;</t></si></sst>")]
    [InlineData("xl/worksheets/sheet1.xml", "<?xml version=\"1.0\"?><!-- --><!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>")]
    [InlineData("xl/workbook.xml", "<!DOCTYPE a SYSTEM \"http://192.0.2.1/x.dtd\"><a/>")]
    [InlineData("_rels/.rels", "<!DOCTYPE a [<!ENTITY % b SYSTEM \"http://192.0.2.1/x\"> %b;]><a/>")]
    [InlineData("xl/worksheets/sheet1.xml", "<worksheet><sheetData>")]
    public async Task Document_types_and_entities_are_refused(string part, string text)
    {
        TableFaults faults = Read(await new RawWorkbook(Header + Row(2, "hue", "x.vn")).Put(part, text).BytesAsync(), out Table? table);
        Assert.Null(table);

        // A document type is refused before the library opens the file, which would refuse it too.
        Assert.Equal(text.Contains("<!DOCTYPE", StringComparison.Ordinal) ? "workbook-xml" : "workbook-broken", Assert.Single(faults.List).Word);
    }

    [Fact]
    public async Task Limits_stop_the_reading_before_memory_does()
    {
        var limits = new TableLimits { Rows = 50, Columns = 5, TextLength = 20, FileBytes = 20_000 };
        string rows = string.Concat(Enumerable.Range(2, 61).Select(i => Row(i, "hue", "x.vn")));
        Assert.Equal("rows", Only(await new RawWorkbook(Header + rows).BytesAsync(), limits: limits));
        Assert.Equal("rows", Only(Encoding.UTF8.GetBytes("organisation,domain\n" + string.Concat(Enumerable.Repeat("hue,x.vn\n", 61))), "a.csv", limits));
        Assert.Equal("columns-many", Only(await new RawWorkbook(Header + "<row r=\"2\">" + Text("XFD2", "x") + "</row>").BytesAsync(), limits: limits));
        Assert.Equal("csv-quote", Only("organisation,domain,a,b,c,d,e,f,g\n"u8.ToArray(), "a.csv", limits));
        Assert.Equal("file-large", Only(new byte[20_001], "a.csv", limits));
        Assert.Equal("file-empty", Only([], "a.csv"));
        TableFaults faults = Read("organisation,domain\n012345678901234567890,x\n"u8.ToArray(), out Table? table, "a.csv", limits);
        Assert.Null(table!.Rows[0].Text("organisation"));
        Assert.Equal(["2A text-long"], faults.List.Select(Short));
    }

    [Fact]
    public async Task What_is_no_table_is_said_to_be_none_and_cut_files_never_throw()
    {
        Assert.Equal("not-utf8", Only([0xFF, 0xFE, 0x41, 0x00], "a.csv"));
        Assert.Equal("not-utf8", Only("organisation,domain\nhue\0,x"u8.ToArray(), "a.csv"));
        Assert.Equal("csv-quote", Only("organisation,domain\n\"hue,x.vn\n"u8.ToArray(), "a.csv"));
        Assert.Equal("no-rows", Only("organisation,domain\n"u8.ToArray(), "a.csv"));
        Assert.Equal("no-rows", Only([(byte)'\n'], "a.csv"));
        byte[] whole = await new RawWorkbook(Header + Row(2, "hue", "hue.gov.vn")).BytesAsync();
        for (int length = 0; length < whole.Length; length += 7)
        {
            Read(whole[..length], out Table? table);
            Assert.Null(table);
        }

        // Each byte turned over in turn: a table or a fault, never an exception.
        for (int i = 0; i < whole.Length; i += 3)
        {
            byte[] turned = (byte[])whole.Clone();
            turned[i] ^= 0xFF;
            TableFaults faults = Read(turned, out Table? table);
            Assert.True(table is not null || !faults.None);
        }
    }

    private static string Only(byte[] content, string name = "a.xlsx", TableLimits? limits = null)
    {
        TableFaults faults = Read(content, out _, name, limits);
        return Assert.Single(faults.List, fault => fault.Word != "column-unknown").Word;
    }

    private static TableFaults Read(byte[] content, out Table? table, string name = "a.xlsx", TableLimits? limits = null)
    {
        var faults = new TableFaults();
        table = TableReader.Read(Form, name, content, faults, limits);
        return faults;
    }

    private static string Short(TableFault fault) => $"{fault.Row}{fault.Letters} {fault.Word}";

    private static string Said(TableFault fault, string language) => $"{TableTexts.For(language).Place(fault)}: {TableTexts.For(language).Of(fault)}";
}

using System.Globalization;
using System.Text;
using Sextant.Programme.Tables;
using static Sextant.Programme.Tests.Tables.RawWorkbook;

namespace Sextant.Programme.Tests.Tables;

/// <summary>What honest files hold, and that what is given out comes back as it was.</summary>
public sealed class TableTests
{
    private static readonly TableForm Form = new("organisation-domains", [new("organisation"), new("domain"), new("from", false)]);

    [Theory]
    [InlineData("94,1", 1, "94.1", null)]
    [InlineData("94.1", 1, "94.1", null)]
    [InlineData("94,1 %", 1, "94.1", null)]
    [InlineData("９４，１", 1, "94.1", null)]
    [InlineData("1.234.567", 0, "1234567", null)]
    [InlineData("1,234,567", 0, "1234567", null)]
    [InlineData("1.234.567,5", 1, "1234567.5", null)]
    [InlineData("1,234,567.5", 1, "1234567.5", null)]
    [InlineData("17 500 000", 0, "17500000", null)]
    [InlineData("17.500", 0, "17500", null)]
    [InlineData("17,500", 0, "17500", null)]
    [InlineData("17.500", 3, null, "number-ambiguous")]
    [InlineData("0,125", 3, "0.125", null)]
    [InlineData("1234.567", 3, "1234.567", null)]
    [InlineData("-5", 0, "-5", null)]
    [InlineData("12a", 0, null, "number")]
    [InlineData("1.23.456", 0, null, "number")]
    [InlineData("1.234,567.8", 1, null, "number")]
    [InlineData("5 %", 0, null, "number")]
    [InlineData("", 0, null, "number")]
    [InlineData("1e9", 0, null, "number")]
    public void Numbers_are_read_as_people_write_them(string text, int decimals, string? number, string? fault)
    {
        decimal? read = NumberText.Read(text, decimals, out string? word);
        Assert.Equal((number is null ? null : decimal.Parse(number, CultureInfo.InvariantCulture), fault), (read, word));
    }

    [Fact]
    public async Task Days_and_percentages_are_what_the_spreadsheet_shows()
    {
        const string Styles = "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"[$-42A]dd\\ mmmm\\ yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0.0&quot; days&quot;\"/></numFmts><cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"10\"/></cellXfs>";
        const string Strings = "<si><r><t>Hu</t></r><r><rPr><b/></rPr><t>ế</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>";
        string data = Row(1, "organisation", "domain", "from")
            + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>94.099999999999994</v></c><c r=\"C2\" s=\"1\"><v>46203</v></c></row>"
            + "<row r=\"3\"><c r=\"B3\" s=\"4\"><v>0.941</v></c><c r=\"C3\" s=\"2\"><v>46203.75</v></c></row>"
            + "<row r=\"4\"><c r=\"B4\" s=\"3\"><v>3</v></c>" + Text("C4", "30.6.2026") + "</row>"
            + "<row r=\"5\"><c r=\"C5\"><v>46203</v></c></row><row r=\"9\"><c r=\"A9\" s=\"1\"/></row>";
        TableFaults faults = Read(await new RawWorkbook(data, strings: Strings, styles: Styles).BytesAsync(), "a.xlsx", out Table table);
        Assert.Equal("Huế", table.Rows[0].Text("organisation"));
        Assert.Equal([94.1m, 94.1m, 3m, null], table.Rows.Select(row => row.Amount("domain", 0, 100, 1)));
        Assert.Equal([new DateOnly(2026, 6, 30), new DateOnly(2026, 6, 30), new DateOnly(2026, 6, 30), null], table.Rows.Select(row => row.Day("from")));

        // A bare number is no day: nobody said that it is one.
        Assert.Equal(["5 day"], faults.List.Select(fault => $"{fault.Row} {fault.Word}"));
        Read(await new RawWorkbook(data, strings: Strings, styles: Styles, since1904: true).BytesAsync(), "a.xlsx", out Table later);
        Assert.Equal(new DateOnly(2030, 7, 1), later.Rows[0].Day("from"));
    }

    [Fact]
    public void Headers_are_found_in_both_languages_in_any_order_below_titles_and_with_any_separator()
    {
        foreach (string text in (string[])["Tên miền;Đơn vị\r\nx.vn;Huế\r\n", "\uFEFFdomain,organisation\nx.vn,Huế", "sep=\t\ndomain\torganisation\nx.vn\tHuế", "BẢNG;\n;\nTÊN MIỀN ;don vi\n\"x.vn\";\"Huế\""])
        {
            TableFaults faults = Read(Encoding.UTF8.GetBytes(text), "a.csv", out Table table);
            Assert.Equal(("x.vn", "Huế"), (table.Rows[0].Text("domain"), table.Rows[0].Text("organisation")));
            Assert.True(faults.None, string.Join(", ", faults.List.Select(fault => fault.Word)));
        }
    }

    [Theory]
    [InlineData("csv", "vi")]
    [InlineData("csv", "en")]
    [InlineData("xlsx", "vi")]
    [InlineData("xlsx", "en")]
    public void What_is_given_out_comes_back_as_it_was(string kind, string language)
    {
        object?[][] rows =
        [
            ["Thành phố \"Huế\"; cố đô, miền Trung", 1.234m, new DateOnly(2026, 6, 30)],
            ["=HYPERLINK(\"http://example.com\")", 17_500_000m, null],
            ["+84 24", -1.5m, new DateOnly(2000, 2, 29)],
            ["@cmd", 0m, null], ["- một\nhai", 99.9999m, null], [" =1+1", 12345.678m, null], ["'quoted'", 1m, null], ["＝1", 1m, null], ["𝄞 \u0301", 1m, null],
        ];
        TableFile file = new WrittenTable(Form, rows).As(kind, "domains", language);
        Assert.Equal("domains." + kind, file.Name);
        TableFaults faults = Read(file.Content, file.Name, out Table table);
        Assert.Equal(rows.Select(row => ((string)row[0]!).Trim().Normalize()), table.Rows.Select(row => row.Lines("organisation")!));
        Assert.Equal(rows.Select(row => (decimal?)row[1]), table.Rows.Select(row => row.Amount("domain", -100, 1e9m, 4)));
        Assert.Equal(rows.Select(row => (DateOnly?)row[2]), table.Rows.Select(row => row.Day("from")));
        Assert.True(faults.None, string.Join(", ", faults.List.Select(fault => $"{fault.Row} {fault.Word}")));
    }

    [Fact]
    public void Nothing_that_is_given_out_is_run_by_a_spreadsheet()
    {
        string[] commands = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "|calc", "＝1", "=cmd|' /C calc'!A0"];
        TableFile file = new WrittenTable(Form, [.. commands.Select(command => (object?[])[command, command, null])]).As("csv", "x", "en");
        var reader = new CsvText(Encoding.UTF8.GetString(file.Content).TrimStart('\uFEFF'), ',', 64);
        reader.Next();
        int seen = 0;
        while (!reader.Ended)
        {
            Assert.All(reader.Next()!.Take(2), cell => Assert.StartsWith("'", cell, StringComparison.Ordinal));
            seen++;
        }

        Assert.Equal(commands.Length, seen);
    }

    [Fact]
    public void Ten_thousand_rows_are_read_whole_and_every_fault_is_counted()
    {
        object?[][] rows = [.. Enumerable.Range(0, 10_000).Select(i => new object?[] { $"đơn vị {i}", i % 5 == 0 ? "x" : (decimal)i, new DateOnly(2026, 1, 1).AddDays(i % 300) })];
        TableFaults faults = Read(new WrittenTable(Form, rows).As("xlsx", "x", "vi").Content, "a.xlsx", out Table table);
        Assert.Equal(10_000, table.Rows.Count);
        Assert.Equal(8_000, table.Rows.Count(row => row.Amount("domain", 0, 10_000) is not null));
        Assert.Equal((2_000, TableFaults.Most, 2), (faults.Count, faults.List.Count, faults.List[0].Row));
    }

    [Fact]
    public void Both_languages_have_the_same_sentences() =>
        Assert.Equal(TableTexts.For("vi").Keys.Order(StringComparer.Ordinal), TableTexts.For("en").Keys.Order(StringComparer.Ordinal));

    private static TableFaults Read(byte[] content, string name, out Table table)
    {
        var faults = new TableFaults();
        table = TableReader.Read(Form, name, content, faults) ?? throw new InvalidOperationException(string.Join(", ", faults.List.Select(fault => $"{fault.Row} {fault.Word}")));
        return faults;
    }
}

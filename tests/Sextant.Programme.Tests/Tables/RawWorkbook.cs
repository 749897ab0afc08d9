using System.IO.Compression;
using System.Text;

namespace Sextant.Programme.Tests.Tables;

/// <summary>A workbook of a test's own making, part by part, so that it can be made wrong on purpose.</summary>
internal sealed class RawWorkbook
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Parts by name; a test may replace or add any.</summary>
    public Dictionary<string, Func<Stream, Task>> Parts { get; } = [];

    public RawWorkbook(string sheetData, string after = "", string strings = "", string styles = "", bool since1904 = false)
    {
        Put("[Content_Types].xml", $"{Head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
        Put("_rels/.rels", $"{Head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Put("xl/_rels/workbook.xml.rels", $"{Head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
        Put("xl/workbook.xml", $"{Head}<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\">{(since1904 ? "<workbookPr date1904=\"1\"/>" : "")}<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        Put("xl/sharedStrings.xml", $"{Head}<sst xmlns=\"{Main}\">{strings}</sst>");
        Put("xl/styles.xml", $"{Head}<styleSheet xmlns=\"{Main}\">{styles}</styleSheet>");
        Put("xl/worksheets/sheet1.xml", $"{Head}<worksheet xmlns=\"{Main}\"><sheetData>{sheetData}</sheetData>{after}</worksheet>");
    }

    public RawWorkbook Put(string name, string text)
    {
        Parts[name] = stream => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
        return this;
    }

    public static string Text(string reference, string text) => $"<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";

    /// <summary>A row of texts from column A on.</summary>
    public static string Row(int number, params string[] texts) =>
        $"<row r=\"{number}\">{string.Concat(texts.Select((text, i) => text.Length == 0 ? "" : Text($"{(char)('A' + i)}{number}", text)))}</row>";

    public async Task<byte[]> BytesAsync()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, Func<Stream, Task> write) in Parts)
            {
                await using Stream part = await zip.CreateEntry(name).OpenAsync();
                await write(part);
            }
        }

        return stream.ToArray();
    }
}

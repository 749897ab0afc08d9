using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Sextant.Checks.Judging;
using Sextant.Programme.Measured;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Reports;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Papers;

/// <summary>Papers over a register of a test's own, with a few portals measured.</summary>
internal sealed partial class PaperRoom : IDisposable
{
    private PaperRoom(TaskRoom tasks)
    {
        Tasks = tasks;
        DateTimeOffset at = tasks.Country.Clock.Now.AddHours(-3);
        States = new Measurements()
            .Add("site:thuathienhue.gov.vn", TargetClass.Ready, at, ("WEB-01", Verdict.Pass), ("WEB-03", Verdict.Pass))
            .Add("site:langson.gov.vn", TargetClass.Broken, at, ("WEB-01", Verdict.Pass), ("WEB-03", Verdict.Fail))
            .Add("zone:langson.gov.vn", TargetClass.Partial, at, ("DNS-01", Verdict.Fail), ("DNS-04", Verdict.Fail), ("DNS-02", Verdict.Pass))
            .Add("mail:langson.gov.vn", TargetClass.None, at, ("MAIL-02", Verdict.Fail), ("MAIL-01", Verdict.Pass));
        Desk = new PaperDesk(tasks.Country.Database, States, tasks.Country.Clock);
    }

    public TaskRoom Tasks { get; }

    public Measurements States { get; }

    public PaperDesk Desk { get; }

    public static DateOnly Today => new(2026, 11, 22);

    public static async Task<PaperRoom> OpenAsync(DatabaseKind kind) => new(await TaskRoom.OpenAsync(kind));

    public async Task<(ReportFacts Facts, Paper Paper)> ReportAsync(string id, string language = "vi", DateOnly? day = null)
    {
        ReportPeriod period = (await Desk.Periods.FindAsync(id, Today))!;
        var asOf = new AsOf(day ?? period.Until(Today));
        ReportFacts facts = await Desk.Reports.ReadAsync(period, asOf);
        return (facts, ReportPaper.Write(facts, await Desk.Letterheads.ReadAsync(asOf, language), language));
    }

    /// <summary>What a reader of the page sees, in one line.</summary>
    public static string Seen(Paper paper) => Space().Replace(WebUtility.HtmlDecode(Tag().Replace(PaperHtml.Body(paper), " ")), " ");

    /// <summary>What a reader of the office file sees, in one line; the file is judged by the rules of its format.</summary>
    public static string Read(byte[] docx)
    {
        using WordprocessingDocument file = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(file).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        return Space().Replace(string.Join(" ", file.MainDocumentPart!.Document.Body!.Descendants<DocumentFormat.OpenXml.Wordprocessing.Text>().Select(text => text.Text)), " ");
    }

    /// <summary>One part of a file, as it is stored.</summary>
    public static string Part(byte[] file, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose()
    {
        Desk.Printer.Dispose();
        Tasks.Dispose();
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

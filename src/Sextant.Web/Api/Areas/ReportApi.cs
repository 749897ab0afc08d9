using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Reports;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas;

/// <summary>The office's reports as files.</summary>
internal sealed class ReportApi : IApiArea
{
    private const string Pdf = "application/pdf";

    public string Id => "reports";

    public IJsonTypeInfoResolver Shapes => ReportJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("reports.list", "/reports", Right.PreparePapers, async call => call.PageOf(
            await call.Parts.Papers.Periods.ListAsync(await call.TodayAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Id,
            one => new ReportPeriodShape(one.Id, new LocalText([KeyValuePair.Create("en", one.Name("en")), KeyValuePair.Create("vi", one.Name("vi"))]), one.Starts, one.Ends))) with { Query = Ways.Page },
        File("docx", PaperDocx.ContentType, (_, _, paper) => Task.FromResult(PaperDocx.Write(paper))),
        File("xlsx", ReportBook.ContentType, (call, facts, _) => Task.FromResult(ReportBook.Write(facts, call.Language))),
        File("pdf", Pdf, PrintAsync),
    ];

    private static ApiRoute File(string kind, string type, Func<ApiCall, ReportFacts, Paper, Task<byte[]>> write) => Ways.File("reports." + kind, $"/reports/{{id}}/{kind}", Right.PreparePapers, [type], async call =>
    {
        DateOnly today = await call.TodayAsync().ConfigureAwait(false);
        if (await call.Parts.Papers.Periods.FindAsync(call.Value("id"), today, call.Cancellation).ConfigureAwait(false) is not { } period)
        {
            return null;
        }

        AsOf asOf = call.Query("as-of") is null ? new AsOf(period.Until(today)) : await call.AsOfAsync().ConfigureAwait(false);
        ReportFacts facts = await call.Parts.Papers.Reports.ReadAsync(period, asOf, call.Cancellation).ConfigureAwait(false);
        Paper paper = ReportPaper.Write(facts, await call.Parts.Papers.Letterheads.ReadAsync(facts.AsOf, call.Language, call.Cancellation).ConfigureAwait(false), call.Language);
        return new ApiFile(await write(call, facts, paper).ConfigureAwait(false), type, $"{period.Id}.{kind}");
    }) with { Query = [new("as-of", "date")] };

    private static async Task<byte[]> PrintAsync(ApiCall call, ReportFacts facts, Paper paper)
    {
        try
        {
            return await call.Parts.Papers.Printer.PrintAsync(paper, call.Cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            throw new ApiFault(StatusCodes.Status503ServiceUnavailable, "refused." + refused.Word, refused.Parameters);
        }
    }
}

/// <summary>What can be reported on.</summary>
public sealed record ReportPeriodShape(string Id, LocalText Name, DateOnly Starts, DateOnly Ends);

[JsonSerializable(typeof(ApiPage<ReportPeriodShape>))]
internal sealed partial class ReportJson : JsonSerializerContext;

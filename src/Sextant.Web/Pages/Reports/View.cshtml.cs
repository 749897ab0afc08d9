using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Reports;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Reports;

/// <summary>A report: as a page, and as the files that are signed, counted again and filed.</summary>
public sealed class ViewModel : EditingPage
{
    public ReportPeriod Period { get; private set; } = null!;

    public Paper Paper { get; private set; } = null!;

    /// <summary>Whether there is a browser that prints.</summary>
    public bool Prints => Parts.Papers.Printer.Program is not null;

    private ReportFacts Facts { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => await ReadAsync(id, cancellation).ConfigureAwait(false) ?? Page();

    public async Task<IActionResult> OnGetDocxAsync(string id, CancellationToken cancellation) =>
        await ReadAsync(id, cancellation).ConfigureAwait(false) ?? File(PaperDocx.Write(Paper), PaperDocx.ContentType, $"{Period.Id}.docx");

    public async Task<IActionResult> OnGetXlsxAsync(string id, CancellationToken cancellation) =>
        await ReadAsync(id, cancellation).ConfigureAwait(false) ?? File(ReportBook.Write(Facts, Lang), ReportBook.ContentType, $"{Period.Id}.xlsx");

    public async Task<IActionResult> OnGetPdfAsync(string id, CancellationToken cancellation)
    {
        if (await ReadAsync(id, cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        try
        {
            return File(await Parts.Papers.Printer.PrintAsync(Paper, cancellation).ConfigureAwait(false), "application/pdf", $"{Period.Id}.pdf");
        }
        catch (RefusedException refused)
        {
            Refuse(refused, StatusCodes.Status503ServiceUnavailable);
            return Page();
        }
    }

    private async Task<IActionResult?> ReadAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        DateOnly today = Header.Calendar.Today(Parts.Clock);
        if (await Parts.Papers.Periods.FindAsync(id, today, cancellation).ConfigureAwait(false) is not { } period)
        {
            return NotFound();
        }

        Period = period;
        if (!HasDay || AsOf.Date > period.Ends)
        {
            ShowDay(period.Until(today));
        }

        Facts = await Parts.Papers.Reports.ReadAsync(period, AsOf, cancellation).ConfigureAwait(false);
        Paper = ReportPaper.Write(Facts, await Parts.Papers.Letterheads.ReadAsync(AsOf, Lang, cancellation).ConfigureAwait(false), Lang);
        return null;
    }
}

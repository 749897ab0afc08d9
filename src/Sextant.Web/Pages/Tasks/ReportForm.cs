using Microsoft.AspNetCore.Http;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Tasks;

/// <summary>The form of a report, as a browser sends it.</summary>
public sealed class ReportForm
{
    public string? Date { get; set; }

    public int? Percent { get; set; }

    public string? Text { get; set; }

    public bool Done { get; set; }

    /// <summary>The address of a page that shows it.</summary>
    public string? Proof { get; set; }

    /// <summary>A document of the register that shows it: its id, or a number that it alone bears.</summary>
    public string? Document { get; set; }

    /// <summary>A file that shows it.</summary>
    public IFormFile? File { get; set; }

    /// <exception cref="RefusedException">A page and a document are named at once.</exception>
    internal ReportDraft Draft(DateOnly date)
    {
        (string? page, string? document) = (EditingPage.Typed(Proof), EditingPage.Typed(Document));
        return page is not null && document is not null
            ? throw new RefusedException("proof-both")
            : new ReportDraft(date, Percent, Text ?? "", Done, document is not null ? "document" : page is not null ? "link" : null, document ?? page);
    }
}

/// <summary>What the office says to a request for more time, as it is typed.</summary>
public sealed class AnswerForm
{
    public bool Granted { get; set; }

    public string? Reason { get; set; }

    /// <summary>The day of the decision; nothing: today.</summary>
    public string? Day { get; set; }
}

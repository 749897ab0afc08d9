using Sextant.Programme.Tasks;

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

    internal ReportDraft Draft(DateOnly date)
    {
        string? proof = string.IsNullOrWhiteSpace(Proof) ? null : Proof;
        return new ReportDraft(date, Percent, Text ?? "", Done, proof is null ? null : "link", proof);
    }
}

using Microsoft.AspNetCore.Mvc;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Scans;
using Sextant.Programme.Cases;
using Sextant.Programme.People;
using Sextant.Web.Hosting;
using Sextant.Web.Pages.Targets;
using Sextant.Wire;

namespace Sextant.Web.Pages.Cases;

/// <summary>One look of a case: what was seen, when and from where, step by step, and the evidence as it is kept.</summary>
public sealed class LookModel : SextantPage
{
    public CaseView Case { get; private set; } = null!;

    public CaseLook Look { get; private set; } = null!;

    /// <summary><c>first</c>, <c>second</c>, or the second of an earlier round: <c>second-1</c>.</summary>
    public string Which { get; private set; } = "";

    /// <summary>The evidence; null when it is not kept here.</summary>
    public Scan? Scan { get; private set; }

    /// <summary>What the evidence says of the criterion, with the profile of today.</summary>
    public IReadOnlyList<string> Findings { get; private set; } = [];

    /// <summary>What was seen, step by step.</summary>
    public IReadOnlyList<SeenGroup> Seen { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int number, string which, CancellationToken cancellation) => await FindAsync(number, which, cancellation).ConfigureAwait(false) ?? Page();

    /// <summary>The evidence as it is kept.</summary>
    public async Task<IActionResult> OnGetEvidenceAsync(int number, string which, CancellationToken cancellation) =>
        await FindAsync(number, which, cancellation).ConfigureAwait(false) is { } instead ? instead
            : Scan is null ? NotFound()
            : File(ScanJson.Write(Scan), "application/json", $"{Case.Target.Split(':')[^1]}-{Scan.StartedAt:yyyyMMddHHmmss}.json");

    private async Task<IActionResult?> FindAsync(int number, string which, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        // As the case itself: to others than its unit and the office it is as if there were none.
        if (await Parts.Cases.FindAsync(number, cancellation).ConfigureAwait(false) is not { } found
            || !Viewer.Has(Right.ObjectVerdicts, await Parts.People.Reach.LineAsync(found.Organisation, cancellation).ConfigureAwait(false))
            || found.Look(which) is not { } look)
        {
            return NotFound();
        }

        (Case, Look, Which) = (found, look, which);
        if (look.Evidence is { } evidence && Parts.Measured.Evidence.GetScan(evidence) is { } scan)
        {
            string kind = found.Target.Split(':')[0];
            Scan = scan;
            Findings = [.. Judge.Assess(scan, Parts.Profile).Where(entry => FailureWords.Kebab(entry.Kind.ToString()) == kind).SelectMany(entry => entry.Findings)
                .Where(finding => finding.Check == found.Criterion).Select(Language.Says.Of).Distinct(StringComparer.Ordinal)];
            Seen = SeenGroups.Of(scan, kind, Language);
        }

        return null;
    }
}

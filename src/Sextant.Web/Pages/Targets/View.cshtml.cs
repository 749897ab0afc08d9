using System.Net;
using Microsoft.AspNetCore.Mvc;
using Sextant.Checks;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Recipes;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Scans;
using Sextant.Programme.Organisations;
using Sextant.Web.Hosting;
using Sextant.Wire;
using Sextant.Wire.Names;

namespace Sextant.Web.Pages.Targets;

/// <summary>One registered target: verdicts with their explanation, the evidence, and measuring it now.</summary>
public sealed class ViewModel : SextantPage
{
    public TargetLine Target { get; private set; } = null!;

    /// <summary>What was last said; null when it was never measured.</summary>
    public JudgedTarget? Last { get; private set; }

    /// <summary>The evidence judged again, so that findings can be told in full; null when it is not kept here.</summary>
    public Judgement? Entry { get; private set; }

    /// <summary>The evidence; null when it is not kept here.</summary>
    public Scan? Scan { get; private set; }

    public IReadOnlyList<JudgedTarget> History { get; private set; } = [];

    public DeskTicket? Ticket { get; private set; }

    public DeskRefusal? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(string kind, string name, CancellationToken cancellation) =>
        await FindAsync(kind, name, cancellation).ConfigureAwait(false) ?? Page();

    public async Task<IActionResult> OnPostAsync(string kind, string name, CancellationToken cancellation)
    {
        if (await FindAsync(kind, name, cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        DeskAnswer answer = Parts.Desk.Ask(Target.Ascii, HttpContext.Connection.RemoteIpAddress ?? IPAddress.None);
        if (answer.Refusal is { } refusal)
        {
            Refusal = refusal;
            Response.StatusCode = 429;
            return Page();
        }

        return Redirect(To($"/targets/{kind}/{Target.Ascii}"));
    }

    /// <summary>The findings behind a verdict that say more than that all is well.</summary>
    public IEnumerable<Finding> Behind(CriterionVerdict verdict) =>
        Entry?.Findings.Where(finding => finding.Check == verdict.Criterion && finding.Subject == verdict.Subject) ?? [];

    /// <summary>How to repair what a finding says, for the software seen; null when it says no fault.</summary>
    public Recipe? RepairOf(Finding finding) => Scan is null || Entry is null
        ? null
        : RecipeBook.For(finding, SoftwareSeen.Detect(Scan, Entry.Kind, finding), Lang);

    private async Task<IActionResult?> FindAsync(string kind, string name, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (!HostName.TryParse(name, out HostName? host)
            || await Parts.Targets.FindAsync($"{kind}:{host.Ascii}", AsOf, cancellation).ConfigureAwait(false) is not { } target)
        {
            return NotFound();
        }

        Target = target;
        Ticket = Parts.Desk.Find(target.Ascii);
        History = await Parts.Measured.Scans.HistoryAsync(target.Key, limit: 20, cancellation: cancellation).ConfigureAwait(false);
        Last = History.Count > 0 ? History[0] : null;
        if (Last is not null && Parts.Measured.Evidence.GetScan(Last.Evidence) is { } scan)
        {
            Scan = scan;
            Entry = Judge.Assess(scan, Parts.Profile).FirstOrDefault(entry => FailureWords.Kebab(entry.Kind.ToString()) == kind);
        }

        return null;
    }
}

using System.Net;
using Microsoft.AspNetCore.Mvc;
using Sextant.Checks;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Recipes;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Scans;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Web.Hosting;
using Sextant.Wire;
using Sextant.Wire.Names;

namespace Sextant.Web.Pages.Targets;

/// <summary>One registered target: where it stands, what to mend first, verdicts with their explanation, the evidence, and measuring it now.</summary>
public sealed class ViewModel : SextantPage
{
    /// <summary>Measurements in the timeline; 30: a month of daily ones.</summary>
    private const int Shown = 30;

    public TargetLine Target { get; private set; } = null!;

    public OrganisationView? Organisation { get; private set; }

    /// <summary>The same name as other kinds of target, this one among them.</summary>
    public IReadOnlyList<TargetLine> Siblings { get; private set; } = [];

    /// <summary>What was last said by the day shown; null when it was never measured.</summary>
    public JudgedTarget? Last { get; private set; }

    /// <summary>The evidence judged again, so that findings can be told in full; null when it is not kept here.</summary>
    public Judgement? Entry { get; private set; }

    /// <summary>The evidence; null when it is not kept here.</summary>
    public Scan? Scan { get; private set; }

    public IReadOnlyList<TimelineStep> Timeline { get; private set; } = [];

    /// <summary>What was seen, step by step.</summary>
    public IReadOnlyList<SeenGroup> Seen { get; private set; } = [];

    /// <summary>The one thing to fix first; null when nothing is to be fixed.</summary>
    public Repair? First { get; private set; }

    public DeskView Desk { get; private set; } = null!;

    /// <summary>Verdicts that are not well, worst first.</summary>
    public IReadOnlyList<CriterionVerdict> Troubles => [.. Measured.Where(IsTrouble).OrderByDescending(verdict => verdict.Verdict == Verdict.Unknown ? 0 : (int)verdict.Verdict)];

    /// <summary>Verdicts that ask for nothing, by the key of their heading.</summary>
    public IEnumerable<(string Key, IReadOnlyList<CriterionVerdict> Verdicts)> Quiet =>
        new (string Key, Verdict Verdict)[] { ("passed", Verdict.Pass), ("not-applicable", Verdict.NotApplicable) }
            .Select(group => (group.Key, (IReadOnlyList<CriterionVerdict>)[.. Measured.Where(verdict => verdict.Verdict == group.Verdict && !IsTrouble(verdict))]))
            .Where(group => group.Item2.Count > 0);

    private IEnumerable<CriterionVerdict> Measured => Last?.Verdicts.Where(verdict => !Last.Unmeasured.Contains(verdict.Criterion)) ?? [];

    /// <summary>What it is exempted from on the day.</summary>
    public IReadOnlyList<ExemptionView> Exemptions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string kind, string name, CancellationToken cancellation) =>
        await FindAsync(kind, name, null, cancellation).ConfigureAwait(false) ?? Page();

    /// <summary>How far the desk has come with it; asked for every second, so nothing else is read.</summary>
    public async Task<IActionResult> OnGetProgressAsync(string kind, string name, CancellationToken cancellation)
    {
        if (await RegisteredAsync(kind, name, cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Desk = DeskOf(null);
        Response.Headers.CacheControl = "no-store";
        return Partial("_Desk", Desk);
    }

    /// <summary>The evidence as it is kept.</summary>
    public async Task<IActionResult> OnGetEvidenceAsync(string kind, string name, CancellationToken cancellation) =>
        await FindAsync(kind, name, null, cancellation).ConfigureAwait(false) is { } instead ? instead
            : Scan is null ? NotFound()
            : File(ScanJson.Write(Scan), "application/json", $"{Target.Ascii}-{Scan.StartedAt:yyyyMMddHHmmss}.json");

    public async Task<IActionResult> OnPostAsync(string kind, string name, CancellationToken cancellation)
    {
        if (await RegisteredAsync(kind, name, cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        DeskAnswer answer = Parts.Desk.Ask(Target.Ascii, HttpContext.Connection.RemoteIpAddress ?? IPAddress.None);
        if (answer.Refusal is not { } refusal)
        {
            return Redirect(To($"/targets/{kind}/{Target.Ascii}"));
        }

        await FindAsync(kind, name, refusal, cancellation).ConfigureAwait(false);
        Response.StatusCode = refusal == DeskRefusal.QueueFull ? StatusCodes503 : StatusCodes429;
        return Page();
    }

    private const int StatusCodes429 = Microsoft.AspNetCore.Http.StatusCodes.Status429TooManyRequests;
    private const int StatusCodes503 = Microsoft.AspNetCore.Http.StatusCodes.Status503ServiceUnavailable;

    /// <summary>The findings behind a verdict.</summary>
    public IEnumerable<Finding> Behind(CriterionVerdict verdict) =>
        Entry?.Findings.Where(finding => finding.Check == verdict.Criterion && finding.Subject == verdict.Subject) ?? [];

    /// <summary>How to repair what a finding says, for the software seen; null when it says no fault.</summary>
    public Recipe? RepairOf(Finding finding) => Scan is null || Entry is null
        ? null
        : RecipeBook.For(finding, SoftwareSeen.Detect(Scan, Entry.Kind, finding), Lang);

    // A verdict that passes may still carry a finding that lowers the class.
    private bool IsTrouble(CriterionVerdict verdict) => verdict.Verdict is Verdict.Fail or Verdict.Partial or Verdict.Unknown
        || Behind(verdict).Any(finding => Parts.Profile[finding.Tag].Effect is ClassEffect.Partial or ClassEffect.Broken);

    private async Task<IActionResult?> RegisteredAsync(string kind, string name, CancellationToken cancellation)
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
        return null;
    }

    private async Task<IActionResult?> FindAsync(string kind, string name, DeskRefusal? refusal, CancellationToken cancellation)
    {
        if (await RegisteredAsync(kind, name, cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Desk = DeskOf(refusal);
        Organisation = await Parts.Organisations.FindAsync(Target.Organisation, AsOf, cancellation).ConfigureAwait(false);
        Siblings = [.. Organisation?.Targets.Where(one => one.Ascii == Target.Ascii) ?? [Target]];
        Exemptions = [.. (await Parts.Exemptions.OfAsync(Target.Organisation, AsOf, cancellation).ConfigureAwait(false)).Where(one => one.Target is null || one.Target == Target.Key)];
        IReadOnlyList<JudgedTarget> history = await Parts.Measured.Scans.HistoryAsync(Target.Key, Shown + 1, Header.Calendar.EndOf(AsOf), cancellation).ConfigureAwait(false);
        Timeline = TimelineStep.Of(history, Shown);
        Last = history.Count > 0 ? history[0] : null;
        if (Last is not null && Parts.Measured.Evidence.GetScan(Last.Evidence) is { } scan)
        {
            Scan = scan;
            Entry = Judge.Assess(scan, Parts.Profile).FirstOrDefault(entry => FailureWords.Kebab(entry.Kind.ToString()) == kind);
            First = Entry is null ? null : Repair.First(scan, [Entry], Parts.Profile, Lang);
            Seen = SeenGroups.Of(scan, Target.Kind, Language);
        }

        return null;
    }

    private DeskView DeskOf(DeskRefusal? refusal)
    {
        DeskTicket? ticket = Parts.Desk.Find(Target.Ascii);
        bool running = ticket is { EndedAt: null };
        return new DeskView(
            Language, To($"/targets/{Target.Kind}/{Target.Ascii}"), ticket, refusal,
            running ? CheckSteps.Of(Target.Kind, ticket!.Steps) : [],
            running ? Parts.Desk.PlaceOf(ticket!) : 0);
    }
}

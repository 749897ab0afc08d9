using Sextant.Checks;
using Sextant.Checks.Judging;

namespace Sextant.Cli.Explaining;

/// <summary>What the checks made of it: under each criterion its verdicts and the sentences of the findings.</summary>
internal static class FindingPart
{
    public static void Write(Page page, Judgement entry, string? criterion)
    {
        string cause = entry.Cause is { } why ? $": {page.Says.Of(why)}" : "";
        page.Heading("explain.verdicts", page.Says.Of(entry.Kind), entry.Target);
        page.Line(2, $"{page.Says.Of(entry.Class)}{cause}", page.Texts.Format("check.level", page.Says.Of(entry.Level), page.Says.Of(entry.LevelScope)));
        foreach (CriterionVerdict verdict in entry.Verdicts.Where(v => criterion is null || v.Criterion == criterion))
        {
            page.Marked(2, verdict.Verdict, $"{verdict.Criterion,-7} {page.Says.Criterion(verdict.Criterion)}: {page.Says.Of(verdict.Verdict)}", verdict.Subject);
            foreach (Finding finding in entry.Findings.Where(f => f.Check == verdict.Criterion && f.Subject == verdict.Subject))
            {
                page.Wrapped(12, $"{page.Says.Of(finding)} [{finding.Tag}]{(finding.SingleLook ? " " + page.Says.Note("single-look") : "")}");
            }
        }
    }
}

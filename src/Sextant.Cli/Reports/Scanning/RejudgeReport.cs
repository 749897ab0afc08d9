using Sextant.Checks.Judging;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Scans;
using Sextant.Wire;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports.Scanning;

/// <summary>What was kept against what the evidence gives now: only differences are shown.</summary>
internal sealed class RejudgeReport(VerbRun run, bool json)
{
    private readonly CheckTexts _says = CheckTexts.For(run.Texts.Language.Word());
    private readonly List<object> _targets = [];
    private int _judged;
    private int _differ;
    private int _missing;

    /// <summary>One more.</summary>
    public void Add(Rejudged one)
    {
        JudgedTarget kept = one.Kept;
        if (one.Again is not { } again)
        {
            Lacks(one);
            return;
        }

        _judged++;
        IReadOnlyList<VerdictChange> changes = one.Changes;
        bool otherClass = kept.Class != again.Class || kept.Cause != again.Cause;
        bool otherLevel = kept.Level != again.Level || kept.LevelScope != again.LevelScope;
        if (!one.Differs)
        {
            return;
        }

        _differ++;
        if (json)
        {
            _targets.Add(Entry(kept, "differs", State(kept.Profile, kept.Class, kept.Cause, kept.Level, kept.LevelScope), State(again.Profile, again.Class, again.Cause, again.Level, again.LevelScope), changes));
            return;
        }

        run.Console.Out.WriteLine($"{TerminalText.Safe(kept.Target.Key)}  {kept.MeasuredAt.UtcDateTime.ToString("u", run.Texts.Language.Culture())}  {kept.Profile} -> {again.Profile}");
        if (otherClass)
        {
            Line($"{_says.Of(kept.Class)}{Cause(kept.Cause)} -> {_says.Of(again.Class)}{Cause(again.Cause)}");
        }

        if (otherLevel)
        {
            Line($"{_says.Of(kept.Level)} / {_says.Of(kept.LevelScope)} -> {_says.Of(again.Level)} / {_says.Of(again.LevelScope)}");
        }

        foreach (VerdictChange change in changes)
        {
            Line($"{change.Criterion} {change.Subject}: {Word(change.Before)} -> {Word(change.After)}");
        }
    }

    /// <summary>The sum, and the exit code: 1 when anything differs.</summary>
    public int End(string profile)
    {
        if (json)
        {
            ResultJson.Write(run, new { Schema = 1, Profile = profile, Judged = _judged, Differing = _differ, WithoutEvidence = _missing, Targets = _targets });
        }
        else
        {
            run.Say("rejudge.sum", _judged, profile, _differ, _missing);
        }

        return _differ > 0 ? ExitCodes.NotReady : _missing > 0 ? ExitCodes.Failed : ExitCodes.Ok;
    }

    // Its evidence is gone, or cannot be read.
    private void Lacks(Rejudged one)
    {
        _missing++;
        JudgedTarget kept = one.Kept;
        if (json)
        {
            _targets.Add(Entry(kept, one.Damage is null ? "no-evidence" : "damaged", State(kept.Profile, kept.Class, kept.Cause, kept.Level, kept.LevelScope), null, []));
        }
        else if (one.Damage is { } damage)
        {
            run.Say("rejudge.damaged", kept.Target.Key, damage);
        }
        else
        {
            run.Say("rejudge.missing", kept.Target.Key, kept.Evidence);
        }
    }

    private void Line(string change) => run.Write("  " + TerminalText.Safe(change));

    private static object Entry(JudgedTarget kept, string status, object before, object? after, IEnumerable<VerdictChange> changes) => new
    {
        Target = kept.Target.Key,
        MeasuredAt = kept.MeasuredAt.UtcDateTime,
        kept.Evidence,
        Status = status,
        Before = before,
        After = after,
        Verdicts = changes.Select(change => new { change.Criterion, change.Subject, Before = Said(change.Before), After = Said(change.After) }),
    };

    private static object State(string profile, TargetClass @class, Failure? cause, Level level, Level scope) => new { Profile = profile, Class = @class, Cause = cause, Level = level, LevelScope = scope };

    private static object? Said(CriterionVerdict? verdict) => verdict is null ? null : new { verdict.Verdict, verdict.Tags, verdict.Cause };

    private string Word(CriterionVerdict? verdict) =>
        verdict is null ? "-" : $"{_says.Of(verdict.Verdict)}{Cause(verdict.Cause)} [{string.Join(' ', verdict.Tags)}]";

    private static string Cause(Failure? cause) => cause is { } why ? $" ({why.ToWord()})" : "";
}

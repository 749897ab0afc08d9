using Sextant.Checks.Judging;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement.Scans;
using Sextant.Wire;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports;

/// <summary>What was kept against what the evidence gives now: only differences are shown.</summary>
internal sealed class RejudgeReport(VerbRun run)
{
    private readonly CheckTexts _says = CheckTexts.For(run.Texts.Language.Word());
    private int _judged;
    private int _differ;
    private int _missing;

    /// <summary>Compares one.</summary>
    public void Add(JudgedTarget kept, Judgement? again)
    {
        if (again is null)
        {
            _missing++;
            run.Say("rejudge.missing", kept.Target.Key, kept.Evidence);
            return;
        }

        _judged++;
        string[] changes = [.. Changes(kept, again)];
        if (changes.Length == 0)
        {
            return;
        }

        _differ++;
        run.Console.Out.WriteLine($"{TerminalText.Safe(kept.Target.Key)}  {kept.MeasuredAt.UtcDateTime.ToString("u", run.Texts.Language.Culture())}  {kept.Profile} -> {again.Profile}");
        foreach (string change in changes)
        {
            run.Console.Out.WriteLine("  " + TerminalText.Safe(change));
        }
    }

    /// <summary>One whose evidence cannot be read.</summary>
    public void AddDamaged(JudgedTarget kept, string fault)
    {
        _missing++;
        run.Say("rejudge.damaged", kept.Target.Key, fault);
    }

    /// <summary>The sum, and the exit code: 1 when anything differs.</summary>
    public int End(string profile)
    {
        run.Say("rejudge.sum", _judged, profile, _differ, _missing);
        return _differ > 0 ? ExitCodes.NotReady : _missing > 0 ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private IEnumerable<string> Changes(JudgedTarget kept, Judgement again)
    {
        if (kept.Class != again.Class || kept.Cause != again.Cause)
        {
            yield return $"{_says.Of(kept.Class)}{Cause(kept.Cause)} -> {_says.Of(again.Class)}{Cause(again.Cause)}";
        }

        if (kept.Level != again.Level || kept.LevelScope != again.LevelScope)
        {
            yield return $"{_says.Of(kept.Level)} / {_says.Of(kept.LevelScope)} -> {_says.Of(again.Level)} / {_says.Of(again.LevelScope)}";
        }

        Dictionary<string, CriterionVerdict> before = kept.Verdicts.ToDictionary(v => $"{v.Criterion} {v.Subject}", StringComparer.Ordinal);
        Dictionary<string, CriterionVerdict> after = again.Verdicts.ToDictionary(v => $"{v.Criterion} {v.Subject}", StringComparer.Ordinal);
        foreach (string key in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            string was = Word(before.GetValueOrDefault(key));
            string now = Word(after.GetValueOrDefault(key));
            if (was != now)
            {
                yield return $"{key}: {was} -> {now}";
            }
        }
    }

    private string Word(CriterionVerdict? verdict) =>
        verdict is null ? "-" : $"{_says.Of(verdict.Verdict)}{Cause(verdict.Cause)} [{string.Join(' ', verdict.Tags)}]";

    private static string Cause(Failure? cause) => cause is { } why ? $" ({why.ToWord()})" : "";
}

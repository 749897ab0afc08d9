using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Programme.Tasks;
using Words = Sextant.Checks.Wording.Texts;

namespace Sextant.Programme.Papers.Units;

/// <summary>What all letters of one sending say alike.</summary>
/// <param name="Programme">The programme and its decision, in words; null: none is named.</param>
/// <param name="Deadline">The day by which units answer.</param>
public sealed record LetterOrder(string? Programme, DateOnly Deadline);

/// <summary>A letter that urges a unit on (công văn đôn đốc), with its result sheet behind it.</summary>
public static class ReminderLetter
{
    /// <summary>5: what is asked for in one letter; the sheet behind it has more.</summary>
    private const int MostRepairs = 5;

    /// <summary>Writes it.</summary>
    public static Paper Write(UnitFacts facts, Letterhead letterhead, LetterOrder order, string language)
    {
        PaperTexts t = PaperTexts.For(language);
        string unit = facts.Unit.Name.In(language);
        bool thanks = facts.Repairs.Count == 0 && !facts.Late.Any() && facts.Targets.Any(target => target.Counted is not null);
        return new Paper
        {
            Language = t.Language,
            Letterhead = letterhead,
            Subject = t[thanks ? "letter.subject-thanks" : "letter.subject"],
            Year = facts.AsOf.Date.Year,
            To = [Addressee(facts, t, unit)],
            Blocks =
            [
                new PaperText(t.Format("letter.opening", order.Programme is { } programme ? t.Format("letter.programme", programme) : "", letterhead.Issuer, unit, t.Day(facts.AsOf.Date))),
                new PaperText(Measured(facts, t)), .. Late(facts, t), .. Asked(facts, t, language, thanks),
                new PaperText(t.Format(thanks ? "letter.closing-thanks" : "letter.closing", letterhead.Issuer, t.Day(order.Deadline))),
            ],
            Annex = [new PaperHeading(t.Format("letter.annex", unit.ToUpper(CultureInfo.GetCultureInfo(t.Language)))), new PaperText(t.Format("letter.annex-of", letterhead.Sign, facts.AsOf.Date.Year.ToString(CultureInfo.InvariantCulture), letterhead.Issuer), Quiet: true), .. ResultSheet.Blocks(facts, language)],
        };
    }

    private static string Addressee(UnitFacts facts, PaperTexts t, string unit) =>
        facts.Unit.Kind == "province" ? t.Format("letter.to-" + (facts.Form is "city" or "province" ? facts.Form : "unit"), unit) : unit;

    private static string Measured(UnitFacts facts, PaperTexts t)
    {
        int Of(params TargetClass[] classes) => facts.Targets.Count(target => target.Counted is { } state && classes.Contains(state.Class));
        int known = facts.Targets.Count(target => target.Counted is not null);
        return facts.Targets.Count == 0 ? t["letter.nothing-registered"]
            : known == 0 ? t.Format("letter.not-measured", facts.Targets.Count)
            : t.Format("letter.measured", facts.Targets.Count, Of(TargetClass.Ready), Of(TargetClass.Partial), Of(TargetClass.Broken), Of(TargetClass.None), facts.Targets.Count - Of(TargetClass.Ready, TargetClass.Partial, TargetClass.Broken, TargetClass.None));
    }

    private static IEnumerable<PaperBlock> Late(UnitFacts facts, PaperTexts t)
    {
        TaskView[] late = [.. facts.Late];
        if (late.Length > 0)
        {
            yield return new PaperText(t.Format("letter.late", late.Length));
            yield return new PaperList([.. late.Select(task => t.Format("letter.late-task", task.Text ?? t.Format("report.unknown-task", task.Number), t.Day(task.Due), task.DaysLate))]);
        }
    }

    private static IEnumerable<PaperBlock> Asked(UnitFacts facts, PaperTexts t, string language, bool thanks)
    {
        if (thanks)
        {
            yield return new PaperText(t["letter.keep"]);
            yield break;
        }

        Words words = Words.For(language);
        yield return new PaperText(t["letter.asked"]);
        yield return new PaperList(
        [
            .. facts.Repairs.Take(MostRepairs).Select(repair => t.Format("letter.repair", words.Criterion(repair.Criterion), string.Join(", ", repair.Names.Take(3)), ResultSheet.Who(t, repair))),
            .. facts.Late.Any() ? [t["letter.finish"]] : Array.Empty<string>(),
            .. facts.Repairs.Count == 0 ? [t["letter.review"]] : Array.Empty<string>(),
        ]);
    }
}

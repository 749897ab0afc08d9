using Sextant.Checks.Judging;
using Sextant.Programme.Country;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Tasks;
using Words = Sextant.Checks.Wording.Texts;

namespace Sextant.Programme.Papers.Units;

/// <summary>A unit's result sheet: what it reported, what was measured, what to fix first and who must act; on one page.</summary>
public static class ResultSheet
{
    /// <summary>How much is listed at most. What is left out is counted, and stands on the unit's page.</summary>
    private sealed record Lists(int Tasks, int Targets, int Repairs);

    /// <summary>From the longest lists down: what to fix first is given up last, and of that three are told however long the names are. 8: nobody begins with the ninth; 12 services and 6 tasks: a unit of the programme has fewer.</summary>
    private static readonly Lists[] Longest =
        [new(6, 12, 8), new(6, 8, 8), new(4, 8, 8), new(4, 6, 7), new(3, 5, 6), new(2, 4, 6), new(2, 3, 5), new(1, 3, 4), new(1, 2, 3)];

    /// <summary>Title, its line and the day; in a letter the annex's name and what it belongs to.</summary>
    private const double Above = 90;

    /// <summary>Writes it.</summary>
    public static Paper Write(UnitFacts facts, Letterhead letterhead, string language)
    {
        PaperTexts t = PaperTexts.For(language);
        return new Paper
        {
            Language = t.Language,
            Letterhead = letterhead,
            Kind = t["sheet.kind"],
            Subject = t.Format("sheet.subject", facts.Unit.Name.In(language)),
            Year = facts.AsOf.Date.Year,
            Signed = false,
            Blocks = Blocks(facts, language),
        };
    }

    /// <summary>What it says: as much as one page holds.</summary>
    internal static IReadOnlyList<PaperBlock> Blocks(UnitFacts facts, string language)
    {
        IEnumerable<IReadOnlyList<PaperBlock>> sheets = Longest.Select(most => Blocks(facts, most, language));
        return sheets.FirstOrDefault(sheet => PageRoom.Fits(sheet, Above)) ?? sheets.Last();
    }

    private static IReadOnlyList<PaperBlock> Blocks(UnitFacts facts, Lists most, string language)
    {
        PaperTexts t = PaperTexts.For(language);
        return
        [
            new PaperText(t.Format("sheet.day", t.Day(facts.AsOf.Date), facts.Header.KindName(facts.Unit.Kind, language)), Quiet: true),
            new PaperHeading(t["sheet.declared"]), .. Declared(facts, t, most.Tasks), .. SheetDeclared.Of(facts, t),
            new PaperHeading(t["sheet.measured"]), .. Measured(facts, t, most.Targets), .. Exempted(facts, t),
            new PaperHeading(t["sheet.repairs"]), .. Repairs(facts, t, most.Repairs),
        ];
    }

    /// <summary>Who must act: by role, and by name where it is known.</summary>
    internal static string Who(PaperTexts t, Repair repair) => string.Join("; ", repair.Who.Select(party =>
        t["party." + Sextant.Wire.FailureWords.Kebab(party.ToString())] + (repair.Named.TryGetValue(party, out IReadOnlyList<NamedParty>? named) ? ": " + string.Join(", ", named.Select(one => Name(t, one)).Distinct(StringComparer.Ordinal)) : "")));

    private static string Name(PaperTexts t, NamedParty actor) => actor.Itself ? t["party.itself"] : actor.Name is { } name ? $"{name.In(t.Language)} ({actor.Seen})" : actor.Seen;

    private static IEnumerable<PaperBlock> Declared(UnitFacts facts, PaperTexts t, int most)
    {
        if (facts.Tasks.Count == 0)
        {
            yield return new PaperText(t["sheet.no-tasks"]);
            yield break;
        }

        yield return new PaperTable(
            t["sheet.tasks-table"],
            [new(t["column.task"], 46), new(t["column.due"], 15), new(t["column.reported"], 25), new(t["column.late"], 14)],
            [.. facts.Tasks.Take(most).Select(task => (IReadOnlyList<string>)[task.Text ?? t.Format("report.unknown-task", task.Number), t.Day(task.Due), Reported(task, t), State(task, t)])]);
        if (facts.Tasks.Count > most)
        {
            yield return new PaperText(t.Format("sheet.more-tasks", facts.Tasks.Count - most), Quiet: true);
        }
    }

    private static string Reported(TaskView task, PaperTexts t) => task.Reports.Count == 0 ? t["sheet.not-reported"]
        : (task.Percent is { } percent ? percent + " %, " : "") + t.Day(task.Reports[^1].Date);

    private static string State(TaskView task, PaperTexts t) => task.Progress switch
    {
        TaskProgress.Overdue => t.Format("sheet.late", task.DaysLate),
        TaskProgress.Done => t["sheet.done"],
        _ => t["sheet.open"],
    };

    private static IEnumerable<PaperBlock> Measured(UnitFacts facts, PaperTexts t, int most)
    {
        if (facts.Targets.Count == 0)
        {
            yield return new PaperText(t["sheet.no-targets"]);
            yield break;
        }

        Words words = Words.For(t.Language);
        yield return new PaperTable(
            t["sheet.measured-table"],
            [new(t["column.service"], 16), new(t["column.domain"], 34), new(t["column.class"], 18), new(t["column.met"], 12, true), new(t["column.measured-at"], 20)],
            [.. facts.Targets.Take(most).Select(target => Row(target, facts, t, words))]);
        if (facts.Targets.Count > most)
        {
            yield return new PaperText(t.Format("sheet.more-targets", facts.Targets.Count - most), Quiet: true);
        }
    }

    private static IEnumerable<PaperBlock> Exempted(UnitFacts facts, PaperTexts t) => facts.Exemptions.Select(one => new PaperText(t.Format(
        "sheet.exempt", one.Target is { } target ? target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..] : t["sheet.exempt-all"], one.Criterion ?? t["sheet.exempt-criteria"], t.Day(one.Until), one.Why, one.DecidedBy)));

    private static IReadOnlyList<string> Row(MeasuredTarget target, UnitFacts facts, PaperTexts t, Words words)
    {
        (string service, string domain) = (t["service." + target.Target.Kind], target.Target.Domain);
        if (target.Counted is not { } state)
        {
            return [service, domain, target.State is null ? t["sheet.never-measured"] : t["sheet.not-counted"], "–", target.State is { } old ? t.Time(old.MeasuredAt, facts.Header.Calendar.Zone) : "–"];
        }

        int met = state.Criteria.Values.Count(verdict => verdict == Verdict.Pass);
        int all = state.Criteria.Values.Count(verdict => verdict is not (Verdict.NotApplicable or Verdict.Unknown));
        return [service, domain, words.Of(state.Class), $"{met}/{all}", t.Time(state.MeasuredAt, facts.Header.Calendar.Zone)];
    }

    private static IEnumerable<PaperBlock> Repairs(UnitFacts facts, PaperTexts t, int most)
    {
        if (facts.Repairs.Count == 0)
        {
            yield return new PaperText(t[facts.Targets.Any(target => target.Counted is not null) ? "sheet.nothing-to-do" : "sheet.not-judged"]);
            yield break;
        }

        Words words = Words.For(t.Language);
        yield return new PaperTable(
            t["sheet.repairs-table"],
            [new(t["column.place"], 6, true), new(t["column.repair"], 38), new(t["column.domain"], 22), new(t["column.who"], 34)],
            [
                .. facts.Repairs.Take(most).Select((repair, i) => (IReadOnlyList<string>)
                [
                    t.Count(i + 1), $"{words.Criterion(repair.Criterion)} ({repair.Criterion}): {words.Of(repair.Verdict)}", Some(repair.Names, t), Who(t, repair),
                ]),
            ]);
        if (facts.Repairs.Count > most)
        {
            yield return new PaperText(t.Format("sheet.more-repairs", facts.Repairs.Count - most), Quiet: true);
        }
    }

    private static string Some(IReadOnlyList<string> names, PaperTexts t) => names.Count <= 3 ? string.Join(", ", names) : string.Join(", ", names.Take(3)) + t.Format("sheet.more-names", names.Count - 3);
}

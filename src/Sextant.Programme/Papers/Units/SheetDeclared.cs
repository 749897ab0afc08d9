using Sextant.Checks.Judging;
using Sextant.Programme.Cases;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Papers.Units;

/// <summary>What a result sheet says of the unit's plan, and where it is the unit's own, of its declarations and objections.</summary>
internal static class SheetDeclared
{
    /// <summary>6: with more the sheet is no longer one page.</summary>
    private const int MostNamed = 6;

    internal static IEnumerable<PaperBlock> Of(UnitFacts facts, PaperTexts t)
    {
        yield return new PaperText(Plan(facts, t));
        if (facts.Own is not { } own)
        {
            yield break;
        }

        yield return new PaperText(own.Declared.Count == 0 ? t["sheet.no-declaration"] : t.Format("sheet.declarations", own.Declared.Count, own.Declared.Count(one => one.Verdict == "pass")));
        string[] against = [.. own.Declared.Where(one => Contradicts(one, facts)).Select(one => $"{one.Criterion} ({one.Target?.Split(':', 2)[^1]})")];
        if (against.Length > 0)
        {
            yield return new PaperText(t.Format("sheet.contradictions", against.Length, Some(against, t)));
        }

        foreach (ReturnView one in own.Returns)
        {
            yield return new PaperText(Return(one, t));
        }

        yield return new PaperText(own.Cases.Count == 0 ? t["sheet.no-case"] : t.Format("sheet.cases", own.Cases.Count, Some([.. own.Cases.Select(one => $"{one.Number} ({one.Criterion}, {one.Target.Split(':', 2)[^1]})")], t)));
    }

    // What has IPv6 of what there is; and of the subscribers that have not, how many were promised and how many have it, by quarter.
    private static string Return(ReturnView one, PaperTexts t)
    {
        TableTexts words = TableTexts.For(t.Language);
        IEnumerable<string> parts = ReturnForm.Of(one.Says.Form)!.Fields.Where(field => field is { Required: true, PartOf: not null } && one.Says.Figures.ContainsKey(field.Id) && one.Says.Figures.ContainsKey(field.PartOf))
            .Select(field => t.Format("sheet.return-part", words["column." + field.Id], one.Says.Figures[field.Id], one.Says.Figures[field.PartOf!]));
        IEnumerable<string> roadmap = RoadmapQuarter.Of([one]).Take(MostNamed).Select(quarter => t.Format(quarter.Actual is null ? "sheet.roadmap-promised" : "sheet.roadmap-actual", quarter.Quarter, quarter.Promised, quarter.Actual));
        return t.Format("sheet.return", words["form.returns-" + one.Says.Form], one.Says.Period, t.Day(one.Signed?.On), string.Join("; ", parts))
            + (one.Says.Roadmap.Count == 0 ? "" : " " + t.Format("sheet.roadmap", string.Join("; ", roadmap)));
    }

    private static string Plan(UnitFacts facts, PaperTexts t) => facts.Plan?.Line is not { } plan ? t["sheet.no-plan"]
        : t.Format("sheet.plan", plan.Document ?? "–", t.Day(plan.Issued)) + " " + (!facts.Stages.Any() ? t["sheet.no-stage"]
            : string.Join(" ", facts.Stages.Select(stage => t.Format("sheet.stage", stage.Title, t.Day(stage.Starts), t.Day(stage.Ends)))));

    // The unit says that it passes, and what was last measured says that it does not.
    private static bool Contradicts(DeclarationView declared, UnitFacts facts) =>
        declared.Verdict == "pass" && facts.Targets.FirstOrDefault(target => target.Target.Key == declared.Target)?.Counted is { } state
        && state.Criteria.TryGetValue(declared.Criterion, out Verdict verdict) && verdict is (Verdict.Fail or Verdict.Partial);

    private static string Some(string[] names, PaperTexts t) => string.Join(", ", names.Take(MostNamed)) + (names.Length > MostNamed ? t.Format("sheet.more-names", names.Length - MostNamed) : "");
}

using Sextant.Checks;
using Sextant.Checks.Judging;
using Sextant.Checks.Recipes;

namespace Sextant.Cli.Reports;

/// <summary>The one thing to fix first, with its recipe.</summary>
internal sealed record Repair(Finding Finding, Recipe Recipe)
{
    /// <summary>What harms most: by the effect on the class, then by the verdict, then by the criterion's weight; null when nothing is to be repaired.</summary>
    public static Repair? First(MeasuredName measured, string language) =>
        (from entry in measured.Entries
         from finding in entry.Findings
         let rule = Profile.National[finding.Tag]
         where rule.Verdict is Verdict.Fail or Verdict.Partial || rule.Effect is ClassEffect.Broken or ClassEffect.Partial or ClassEffect.None
         let weight = Profile.National.Criteria.First(criterion => criterion.Id == finding.Check).Weight
         orderby rule.Effect descending, rule.Verdict descending, weight descending
         let recipe = RecipeBook.For(finding, SoftwareSeen.Detect(measured.Scan, entry.Kind, finding), language)
         where recipe is not null
         select new Repair(finding, recipe)).FirstOrDefault();
}

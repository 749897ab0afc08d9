using Sextant.Checks.Judging;
using Sextant.Checks.Observations;

namespace Sextant.Checks.Recipes;

/// <summary>The one thing to fix first, with its recipe.</summary>
public sealed record Repair(Finding Finding, Recipe Recipe)
{
    /// <summary>
    /// What harms users most: by the effect on the class; among equals the layer on which others stand; then the verdict and the criterion's weight.
    /// Null when nothing is to be repaired. What is doubted may be the vantage's own fault: nobody is sent to mend it.
    /// </summary>
    /// <param name="scan">What was seen: recipes are written for the software in it.</param>
    /// <param name="entries">What is said of it.</param>
    /// <param name="profile">What each tag is worth.</param>
    /// <param name="language">The recipe's language.</param>
    public static Repair? First(Scan scan, IEnumerable<Judgement> entries, Profile profile, string language) =>
        (from entry in entries
         from finding in entry.Findings
         where finding.Doubt is null
         let rule = profile[finding.Tag]
         where rule.Verdict is Verdict.Fail or Verdict.Partial || rule.Effect is ClassEffect.Broken or ClassEffect.Partial or ClassEffect.None
         let weight = profile.Criteria.First(criterion => criterion.Id == finding.Check).Weight
         orderby rule.Effect descending, LayerOf(entry.Kind), rule.Verdict descending, weight descending
         let recipe = RecipeBook.For(finding, SoftwareSeen.Detect(scan, entry.Kind, finding), language)
         where recipe is not null
         select new Repair(finding, recipe)).FirstOrDefault();

    // A fault of names takes the site and the mail with it; a site has more users than the way into its mail servers.
    private static int LayerOf(TargetKind kind) => kind switch
    {
        TargetKind.Zone or TargetKind.NameServer or TargetKind.Resolver => 0,
        TargetKind.Site => 1,
        _ => 2,
    };
}

using Sextant.Checks;
using Sextant.Wire;

namespace Sextant.Programme.Cases;

/// <summary>Which criteria can be said of which kind of target: what a check measures of mail domains is nothing of a site.</summary>
internal static class DeclaredKinds
{
    /// <summary>Whether a criterion can be declared of a target; of the unit as a whole each can, and so can criteria that nothing measures.</summary>
    /// <param name="target">Its key; null: the unit as a whole.</param>
    internal static bool Fit(string criterion, string? target) =>
        target is null || CheckCatalog.All.FirstOrDefault(check => check.Id == criterion) is not { } check || target.StartsWith(FailureWords.Kebab(check.Kind.ToString()) + ":", StringComparison.Ordinal);

    /// <summary>The target that somebody means by its key or its name alone; null: none of them.</summary>
    internal static string? Meant(string typed, string criterion, IEnumerable<string> targets)
    {
        string[] named = [.. targets.Where(one => one == typed || (one.EndsWith(":" + typed, StringComparison.Ordinal) && Fit(criterion, one)))];
        return Array.Find(named, one => one == typed) ?? Array.Find(named, one => one == "site:" + typed) ?? named.FirstOrDefault();
    }
}

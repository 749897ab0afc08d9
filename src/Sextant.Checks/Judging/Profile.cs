using Sextant.Checks.Observations;

namespace Sextant.Checks.Judging;

/// <summary>
/// The policy: which criteria there are and on which level, and what each tag is worth. Checks say what they see; a national label,
/// an outside score and a ministry's own target are different profiles over the same findings.
/// </summary>
public sealed class Profile
{
    private readonly Dictionary<string, TagRule> rules;

    internal Profile(string name, string version, IReadOnlyList<Criterion> criteria, Dictionary<string, TagRule> rules)
    {
        Name = name;
        Version = version;
        Criteria = criteria;
        this.rules = rules;
    }

    /// <summary>The national profile that is built in.</summary>
    public static Profile National { get; } = ProfileReader.ReadEmbedded("national");

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its version; a change of any rule is a new one.</summary>
    public string Version { get; }

    /// <summary>All criteria that can be measured of a target, built or not, in order.</summary>
    public IReadOnlyList<Criterion> Criteria { get; }

    /// <summary>All tags it rules, in ordinal order.</summary>
    public IReadOnlyList<string> Tags => [.. rules.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What a tag is worth.</summary>
    /// <exception cref="KeyNotFoundException">The profile does not rule it; reading a profile checks that it rules all.</exception>
    public TagRule this[string tag] => rules[tag];

    /// <summary>The criteria of a kind, in order.</summary>
    public IEnumerable<Criterion> Of(TargetKind kind) => Criteria.Where(c => c.Kind == kind);
}

/// <summary>One criterion and its level.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">The kind of target it speaks of.</param>
/// <param name="Level">Its level; null for information only.</param>
/// <param name="Weight">Its proposed weight.</param>
public sealed record Criterion(string Id, TargetKind Kind, Level? Level, int Weight);

/// <summary>What a tag is worth.</summary>
/// <param name="Criterion">The criterion it belongs to.</param>
/// <param name="Verdict">The verdict it makes.</param>
/// <param name="Effect">What it does to the class.</param>
/// <param name="Gate">The level that is out of reach, with those above, while it is said; null for none.</param>
/// <param name="MostDelay">For a tag that speaks of time or loss: it is believed when the measuring program itself was late by no more than so many milliseconds, and unknown beyond.</param>
public sealed record TagRule(string Criterion, Verdict Verdict, ClassEffect Effect, Level? Gate, int? MostDelay = null);

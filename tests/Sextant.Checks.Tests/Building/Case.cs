using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Building;

/// <summary>A world, and what must be said of it.</summary>
/// <param name="Name">What is the matter in it.</param>
/// <param name="Scan">What the probes saw.</param>
/// <param name="Class">The class it must get.</param>
/// <param name="Tags">Tags that must be said.</param>
internal sealed record Case(string Name, Scan Scan, TargetClass Class, params string[] Tags)
{
    /// <summary>The cause, where the class is unknown.</summary>
    public Failure? Cause { get; init; }

    /// <summary>Verdicts that must come out: "DNS-01 partial".</summary>
    public IReadOnlyList<string> Verdicts { get; init; } = [];

    /// <summary>Tags that must not be said.</summary>
    public IReadOnlyList<string> Never { get; init; } = [];

    /// <summary>Judges the world under the national profile and compares.</summary>
    public void Check()
    {
        Judgement judgement = Assert.Single(Judge.Assess(Scan, Profile.National));
        string said = string.Join(", ", judgement.Findings.Where(f => Profile.National[f.Tag].Verdict != Verdict.Pass).Select(f => $"{f.Tag}({f.Cause?.ToWord()})"));
        Assert.True(Class == judgement.Class, $"{Name}: class {judgement.Class}, expected {Class}; said: {said}");
        foreach (string tag in Tags)
        {
            Assert.True(judgement.Findings.Any(f => f.Tag == tag), $"{Name}: {tag} was not said; said: {said}");
        }

        foreach (string tag in Never)
        {
            Assert.False(judgement.Findings.Any(f => f.Tag == tag), $"{Name}: {tag} was said");
        }

        if (Cause is not null)
        {
            Assert.True(Cause == judgement.Cause, $"{Name}: cause {judgement.Cause}; said: {said}");
        }

        foreach (string verdict in Verdicts)
        {
            string[] parts = verdict.Split(' ');
            CriterionVerdict found = Assert.Single(judgement.Verdicts, v => v.Criterion == parts[0]);
            Assert.True(parts[1] == FailureWords.Kebab(found.Verdict.ToString()), $"{Name}: {parts[0]} is {found.Verdict} ({string.Join(", ", found.Tags)})");
        }

        foreach (Finding finding in judgement.Findings.Where(f => Profile.National[f.Tag].Verdict == Verdict.Unknown))
        {
            Assert.True(finding.Cause is not null, $"{Name}: {finding.Tag} has no cause");
        }

        foreach (Finding finding in judgement.Findings)
        {
            foreach (Sextant.Checks.Wording.Texts texts in new[] { Sextant.Checks.Wording.Texts.Vietnamese, Sextant.Checks.Wording.Texts.English })
            {
                Assert.DoesNotContain("?", texts.Of(finding), StringComparison.Ordinal); // a parameter that the sentence needs and the check does not give
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

using Sextant.Checks.Observations;

namespace Sextant.Checks;

/// <summary>
/// One criterion, judged purely: observations in, findings out. A check has no clock, no severity and no prose; what a finding is
/// worth stands in the <see cref="Judging.Profile"/>, how it reads in <see cref="Wording.Texts"/>.
/// </summary>
public interface ICheck
{
    /// <summary>The criterion's id (<c>WEB-03</c>); never reused.</summary>
    string Id { get; }

    /// <summary>The kind of target it judges.</summary>
    TargetKind Kind { get; }

    /// <summary>Every tag it can say.</summary>
    IReadOnlyList<string> Tags { get; }

    /// <summary>
    /// Says what was found. Silence means that the criterion was not measured: a check whose condition holds says so with a tag
    /// of its own, so that a pass rests on something seen. Nothing is returned when the scan lacks the part it reads.
    /// </summary>
    IEnumerable<Finding> Evaluate(Scan scan, CheckContext context);
}

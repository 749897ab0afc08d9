namespace Sextant.Checks.Judging;

/// <summary>What is said of one criterion. The order is the order of precedence, worst last; <see cref="NotApplicable"/> only when alone.</summary>
public enum Verdict
{
    /// <summary>The criterion does not apply to this target.</summary>
    NotApplicable,

    /// <summary>The condition holds.</summary>
    Pass,

    /// <summary>It could not be judged; a cause says why.</summary>
    Unknown,

    /// <summary>It holds in part, where the criterion defines that.</summary>
    Partial,

    /// <summary>It does not hold, as observed repeatedly.</summary>
    Fail,
}

/// <summary>What a user with IPv6 gets from a service: one class for each target, for public counting.</summary>
public enum TargetClass
{
    /// <summary>Works over IPv6; nothing a user would notice.</summary>
    Ready,

    /// <summary>Usable over IPv6 with a defect.</summary>
    Partial,

    /// <summary>IPv6 is published and harms: worse than none.</summary>
    Broken,

    /// <summary>No IPv6 is published.</summary>
    None,

    /// <summary>Cannot be judged, or the fault is not IPv6's.</summary>
    Unknown,

    /// <summary>The service is not offered.</summary>
    NotApplicable,
}

/// <summary>What a tag does to its target's class. The order is the order of precedence: the greatest decides.</summary>
public enum ClassEffect
{
    /// <summary>Nothing: a remark, or all is well.</summary>
    Nothing,

    /// <summary>The service is not offered.</summary>
    NotApplicable,

    /// <summary>A defect.</summary>
    Partial,

    /// <summary>No IPv6 is published: what else is wrong does not make it usable in part.</summary>
    None,

    /// <summary>The class cannot be known.</summary>
    Unknown,

    /// <summary>Harm.</summary>
    Broken,
}

/// <summary>How far a target meets the criteria: all applicable ones of the level and of those below pass.</summary>
public enum Level
{
    /// <summary>No level.</summary>
    None,

    /// <summary>Basic (Cơ bản).</summary>
    Basic,

    /// <summary>Advanced (Nâng cao).</summary>
    Advanced,

    /// <summary>IPv6-only-ready (Sẵn sàng IPv6-only).</summary>
    Ipv6OnlyReady,
}

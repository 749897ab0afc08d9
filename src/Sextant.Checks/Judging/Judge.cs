using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Judging;

/// <summary>Turns a scan into judgements: pure, so stored evidence gives the same answer years later.</summary>
public static class Judge
{
    /// <summary>1 s: a third of the shortest time that is waited for an answer; a program that was later than that may have slept through it.</summary>
    private const double MostDelayOfSilence = 1_000;

    /// <summary>One judgement for each kind that was looked at, in the scan's order.</summary>
    /// <exception cref="FormatException">A stored extra prefix is none.</exception>
    public static IReadOnlyList<Judgement> Assess(Scan scan, Profile profile)
    {
        CheckContext context = CheckContext.Of(scan);
        return [.. scan.Kinds.Select(kind => Assess(scan, kind, context, profile))];
    }

    /// <summary>The fault of the vantage that makes everything it saw unknown; null when there is none (rules 1 and 2).</summary>
    public static Failure? FaultOf(VantageObservation vantage) => vantage switch
    {
        // The word users are told first: without IPv6 nothing else matters.
        { Ipv6: false } => Failure.VantageNoIpv6,
        { Fault: { } fault } => fault,
        { Resolver: false } => Failure.VantageResolver,
        // Every AAAA may be the resolver's own invention.
        { Dns64: true } => Failure.VantageDns64,
        // Nothing tells a fault of IPv6 from a fault of the target.
        { Ipv4: false } => Failure.VantageNoIpv4,
        _ => null,
    };

    private static Judgement Assess(Scan scan, TargetKind kind, CheckContext context, Profile profile)
    {
        Failure? fault = FaultOf(scan.Vantage);
        Criterion[] criteria = [.. profile.Of(kind)];
        Dictionary<string, ICheck> checks = CheckCatalog.All.Where(c => c.Kind == kind).ToDictionary(c => c.Id, StringComparer.Ordinal);
        List<Finding> findings = fault is null
            ? [.. criteria.Where(c => checks.ContainsKey(c.Id)).SelectMany(c => checks[c.Id].Evaluate(scan, context)).Select(f => Mark(f, scan, profile))]
            : [];

        List<CriterionVerdict> verdicts = [];
        foreach (Criterion criterion in criteria.Where(c => checks.ContainsKey(c.Id)))
        {
            verdicts.AddRange(VerdictsOn(criterion, scan.Name, findings, fault, profile));
        }

        string[] unmeasured = [.. criteria.Select(c => c.Id).Where(id => IsUnmeasured(id, verdicts, fault))];
        (TargetClass targetClass, Failure? cause, bool single) = ClassOf(criteria, checks, findings, fault, profile);
        (Level level, Level scope) = LevelOf(criteria, verdicts, findings, unmeasured, profile);
        return new Judgement
        {
            Target = ToUnicode(scan.Name),
            Ascii = scan.Name,
            Kind = kind,
            Hosts = HostsOf(scan, kind),
            Level = targetClass is TargetClass.Ready or TargetClass.Partial ? level : Level.None,
            LevelScope = fault is null ? scope : Level.None,
            Class = targetClass,
            Cause = cause,
            SingleLook = single,
            Unmeasured = unmeasured,
            Verdicts = verdicts,
            Findings = findings,
            Vantage = Note(scan, fault),
            Profile = $"{profile.Name}/{profile.Version}",
            MeasuredAt = scan.StartedAt.ToUniversalTime(),
        };
    }

    // Rule 2: a fault needs a healthy reference on its way out. A reference on 443 vouches for 80 too: both are the web's way.
    private static Finding Mark(Finding finding, Scan scan, Profile profile)
    {
        TagRule rule = profile[finding.Tag];
        bool isFault = rule.Verdict is Verdict.Fail or Verdict.Partial || rule.Effect is ClassEffect.Broken or ClassEffect.Partial;
        if (isFault && !finding.TimedBySystem && IsOwnDelay(finding, scan, rule))
        {
            return finding with { Doubt = Failure.VantageOverloaded };
        }

        if (!isFault || finding.RestsOn is not { } path)
        {
            return finding;
        }

        VantageObservation vantage = scan.Vantage;
        bool vouched = path.Port is 80 or 443
            ? vantage.HasHealthyAnchor(path.Family, 443) || vantage.HasHealthyAnchor(path.Family, 80)
            : vantage.HasHealthyAnchor(path.Family, path.Port);
        return finding with { SingleLook = finding.SingleLook || !vouched };
    }

    // Rule 1: what was slow, lost or silent while the program itself was late says nothing of the target.
    private static bool IsOwnDelay(Finding finding, Scan scan, TagRule rule) =>
        scan.OwnDelay > (rule.MostDelay ?? (finding.Cause is Failure.TimedOut or Failure.SmtpNoGreeting ? MostDelayOfSilence : double.PositiveInfinity));

    private static Verdict VerdictOf(Finding finding, Profile profile) => finding.Doubt is null ? profile[finding.Tag].Verdict : Verdict.Unknown;

    private static ClassEffect EffectOf(Finding finding, Profile profile) => finding.Doubt is null ? profile[finding.Tag].Effect : ClassEffect.Unknown;

    private static IEnumerable<CriterionVerdict> VerdictsOn(Criterion criterion, string name, List<Finding> all, Failure? fault, Profile profile)
    {
        Finding[] findings = [.. all.Where(f => f.Check == criterion.Id)];
        if (findings.Length == 0)
        {
            yield return new CriterionVerdict
            {
                Criterion = criterion.Id, Subject = name, Verdict = Verdict.Unknown, Tags = [], Cause = fault ?? Failure.NotMeasured,
            };
        }

        foreach (IGrouping<string, Finding> subject in findings.GroupBy(f => f.Subject, StringComparer.Ordinal))
        {
            Verdict worst = subject.Max(f => VerdictOf(f, profile));
            Finding[] deciding = [.. subject.Where(f => VerdictOf(f, profile) == worst)];
            Failure? cause = deciding.Select(f => f.Doubt ?? f.Cause).FirstOrDefault(c => c is not null);
            yield return new CriterionVerdict
            {
                Criterion = criterion.Id,
                Subject = subject.Key,
                Verdict = worst,
                Tags = [.. subject.Select(f => f.Tag).Distinct(StringComparer.Ordinal)],
                Cause = worst == Verdict.Unknown ? cause ?? Failure.NotMeasured : worst is Verdict.Pass or Verdict.NotApplicable ? null : cause,
                SingleLook = deciding.All(f => f.SingleLook),
            };
        }
    }

    private static bool IsUnmeasured(string id, List<CriterionVerdict> verdicts, Failure? fault) =>
        verdicts.Where(v => v.Criterion == id).ToArray() is var own
        && (own.Length == 0 || (fault is null && own.All(v => v is { Verdict: Verdict.Unknown, Cause: Failure.NotMeasured })));

    private static (TargetClass Class, Failure? Cause, bool SingleLook) ClassOf(
        Criterion[] criteria, Dictionary<string, ICheck> checks, List<Finding> findings, Failure? fault, Profile profile)
    {
        if (fault is not null)
        {
            return (TargetClass.Unknown, fault, false);
        }

        ClassEffect worst = findings.Count == 0 ? ClassEffect.Unknown : findings.Max(f => EffectOf(f, profile));
        // A wrong "ready" is the dangerous error: every basic criterion that has a check must have said something.
        bool silent = criteria.Any(c => c.Level == Level.Basic && checks.ContainsKey(c.Id) && findings.TrueForAll(f => f.Check != c.Id));
        if (silent && worst < ClassEffect.Unknown && worst is not (ClassEffect.None or ClassEffect.NotApplicable))
        {
            worst = ClassEffect.Unknown;
        }

        Finding[] deciding = [.. findings.Where(f => EffectOf(f, profile) == worst)];
        return worst switch
        {
            ClassEffect.Broken => (TargetClass.Broken, null, deciding.All(f => f.SingleLook)),
            ClassEffect.Unknown => (TargetClass.Unknown, deciding.Select(f => f.Doubt ?? f.Cause).FirstOrDefault(c => c is not null) ?? Failure.NotMeasured, false),
            ClassEffect.None => (TargetClass.None, null, false),
            ClassEffect.Partial => (TargetClass.Partial, null, deciding.All(f => f.SingleLook)),
            ClassEffect.NotApplicable => (TargetClass.NotApplicable, null, false),
            _ => (TargetClass.Ready, null, false),
        };
    }

    private static (Level Level, Level Scope) LevelOf(
        Criterion[] criteria, List<CriterionVerdict> verdicts, List<Finding> findings, string[] unmeasured, Profile profile)
    {
        Level reached = Level.None;
        Level scope = Level.None;
        bool open = true;
        foreach (Level level in (ReadOnlySpan<Level>)[Level.Basic, Level.Advanced, Level.Ipv6OnlyReady])
        {
            string[] ids = [.. criteria.Where(c => c.Level == level).Select(c => c.Id)];
            if (ids.Length == 0 || ids.Any(id => unmeasured.Contains(id, StringComparer.Ordinal)))
            {
                break; // not assessed: nothing above it is looked at in full
            }

            scope = level;
            CriterionVerdict[] own = [.. verdicts.Where(v => ids.Contains(v.Criterion, StringComparer.Ordinal))];
            open &= own.All(v => v.Verdict is Verdict.Pass or Verdict.NotApplicable)
                && own.Any(v => v.Verdict == Verdict.Pass)
                && findings.TrueForAll(f => profile[f.Tag].Gate is not { } gate || gate > level);
            reached = open ? level : reached;
        }

        return (reached, scope);
    }

    private static IReadOnlyList<string> HostsOf(Scan scan, TargetKind kind) => kind switch
    {
        TargetKind.Site => [.. scan.Web?.Hosts.Select(h => h.Name) ?? [scan.Name]],
        TargetKind.Mail => [.. scan.Mail?.Hosts.Select(h => h.Name) ?? []],
        TargetKind.Zone => [.. scan.Zone?.Servers.Select(s => s.Name) ?? []],
        _ => [scan.Name],
    };

    private static VantageNote Note(Scan scan, Failure? fault) => new()
    {
        Name = scan.Vantage.Name,
        CheckedAt = scan.Vantage.CheckedAt.ToUniversalTime(),
        Ipv4 = scan.Vantage.Ipv4,
        Ipv6 = scan.Vantage.Ipv6,
        Fault = fault,
        GlobalPrefixes = scan.Context.GlobalPrefixes,
        Lab = scan.Context.Lab,
    };

    private static string ToUnicode(string ascii)
    {
        try
        {
            return new IdnMapping().GetUnicode(ascii);
        }
        catch (ArgumentException)
        {
            return ascii; // not every name that DNS carries is an IDN
        }
    }
}

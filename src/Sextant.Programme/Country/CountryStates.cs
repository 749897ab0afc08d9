using Sextant.Checks.Judging;

namespace Sextant.Programme.Country;

/// <summary>How many targets are in each class; the class null holds those that were not measured.</summary>
/// <param name="ByKind">By kind of target, those of each class.</param>
/// <param name="ByUnit">By organisation and kind, how many of each class.</param>
public sealed record CountryStates(
    IReadOnlyDictionary<string, ILookup<TargetClass?, MeasuredTarget>> ByKind,
    IReadOnlyDictionary<(string Unit, string Kind), IReadOnlyList<(TargetClass? Class, int Count)>> ByUnit)
{
    /// <summary>Counts.</summary>
    public static CountryStates Of(IReadOnlyList<MeasuredTarget> targets) => new(
        targets.GroupBy(one => one.Target.Kind, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.ToLookup(one => one.Counted?.Class), StringComparer.Ordinal),
        targets.GroupBy(one => (one.Target.Organisation, one.Target.Kind)).ToDictionary(
            unit => unit.Key, unit => (IReadOnlyList<(TargetClass?, int)>)[.. unit.GroupBy(one => one.Counted?.Class).Select(one => (one.Key, one.Count()))]));
}

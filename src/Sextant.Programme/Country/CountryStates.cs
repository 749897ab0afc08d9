using Sextant.Checks.Judging;
using Sextant.Wire;

namespace Sextant.Programme.Country;

/// <summary>How many targets are in each class; the class null holds those that were not measured.</summary>
/// <param name="ByKind">By kind of target, those of each class.</param>
/// <param name="ByUnit">By organisation and kind, how many of each class.</param>
public sealed record CountryStates(
    IReadOnlyDictionary<string, ILookup<TargetClass?, MeasuredTarget>> ByKind,
    IReadOnlyDictionary<(string Unit, string Kind), IReadOnlyList<(TargetClass? Class, int Count)>> ByUnit)
{
    /// <summary>Kinds of service.</summary>
    public static IReadOnlyList<string> Services { get; } = ["site", "mail", "zone", "name-server", "resolver"];

    /// <summary>The words of classes, and of what was not measured.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<TargetClass>().Select(one => Word(one)), Word(null)];

    /// <summary>The word of a class: <c>ready</c>; of what was not measured <c>nothing</c>.</summary>
    public static string Word(TargetClass? value) => value is { } known ? FailureWords.Kebab(known.ToString()) : "nothing";

    /// <summary>Whether a unit has a service of a kind that is in a state; of any kind, in any state, where none is named.</summary>
    public bool Has(string unit, string? service, string? state) =>
        (string.IsNullOrEmpty(service) ? Services : [service]).Any(kind => ByUnit.GetValueOrDefault((unit, kind), []).Any(one => string.IsNullOrEmpty(state) || Word(one.Class) == state));

    /// <summary>Counts.</summary>
    public static CountryStates Of(IReadOnlyList<MeasuredTarget> targets) => new(
        targets.GroupBy(one => one.Target.Kind, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.ToLookup(one => one.Counted?.Class), StringComparer.Ordinal),
        targets.GroupBy(one => (one.Target.Organisation, one.Target.Kind)).ToDictionary(
            unit => unit.Key, unit => (IReadOnlyList<(TargetClass?, int)>)[.. unit.GroupBy(one => one.Counted?.Class).Select(one => (one.Key, one.Count()))]));
}

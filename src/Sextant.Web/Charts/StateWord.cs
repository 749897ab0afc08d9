using Sextant.Checks.Judging;
using Sextant.Programme.Country;
using Sextant.Programme.Measured;
using Sextant.Web.Hosting;

namespace Sextant.Web.Charts;

/// <summary>A class as a word and as the name of its colour; what was not measured has both too.</summary>
public static class StateWord
{
    /// <summary>Classes in the order of legends.</summary>
    public static IReadOnlyList<TargetClass> Ordered { get; } =
        [TargetClass.Ready, TargetClass.Partial, TargetClass.Broken, TargetClass.None, TargetClass.Unknown];

    /// <summary>The style's class.</summary>
    public static string Css(TargetClass? value) => CountryStates.Word(value);

    /// <summary>The word.</summary>
    public static string Of(TargetClass? value, PageLanguage language) => value is { } known ? language.Says.Of(known) : language.Texts["state.not-measured"];

    /// <summary>The style's class of a state.</summary>
    public static string Css(MeasuredState? state) => Css(state?.Class);

    /// <summary>The word of a state.</summary>
    public static string Of(MeasuredState? state, PageLanguage language) => Of(state?.Class, language);
}

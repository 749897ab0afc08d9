using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Verbs;
using Sextant.Wire;

namespace Sextant.Cli.Parts;

/// <summary>Words of the command line that stand for members of an enum, in kebab-case.</summary>
internal static class Words
{
    /// <summary>Kinds from <c>site,mail</c>; null when nothing was given, so that they are found out.</summary>
    public static IReadOnlyList<TargetKind>? KindsOf(string? words) =>
        words is null ? null : [.. words.Split(',', StringSplitOptions.TrimEntries).Select(word => Of(word, "check.bad-kind", TargetKind.Site, TargetKind.Mail, TargetKind.Zone, TargetKind.NameServer)).Distinct()];

    /// <summary>The level that <c>--require</c> asks for.</summary>
    public static Level? LevelOf(string? word) => word is null ? null : Of(word, "check.bad-level", Level.Basic, Level.Advanced, Level.Ipv6OnlyReady);

    private static T Of<T>(string word, string key, params T[] allowed)
        where T : struct, Enum
    {
        foreach (T value in allowed)
        {
            if (FailureWords.Kebab(value.ToString()) == word)
            {
                return value;
            }
        }

        throw new BadInputException(key, word, string.Join(", ", allowed.Select(value => FailureWords.Kebab(value.ToString()))));
    }
}

using Sextant.Checks.Judging;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Parts;

/// <summary>The profiles that are built in.</summary>
internal static class Profiles
{
    /// <exception cref="BadInputException">There is no such profile.</exception>
    public static Profile Of(string name) => name == Profile.National.Name
        ? Profile.National
        : throw new BadInputException("check.no-profile", name, Profile.National.Name);
}

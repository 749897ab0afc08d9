using Sextant.Checks.Judging;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Parts;

/// <summary>The profiles that are built in, and those in files.</summary>
internal static class Profiles
{
    /// <summary>1 MiB: the national profile has 20 kB.</summary>
    private const long MostBytes = 1 << 20;

    /// <exception cref="BadInputException">There is no such profile, or it is faulty.</exception>
    public static Profile Of(string word)
    {
        if (word == Profile.National.Name)
        {
            return Profile.National;
        }

        if (!File.Exists(word))
        {
            throw new BadInputException("check.no-profile", word, Profile.National.Name);
        }

        return ProfileReader.TryRead(Text(word), out Profile? profile, out IReadOnlyList<string> faults)
            ? profile!
            : throw new BadInputException("check.bad-profile", word, faults.Count) { Details = [.. faults.Take(20)] };
    }

    // Pipes and devices have no length, as empty files have: reading one could hang, or never end.
    private static string Text(string file)
    {
        try
        {
            return new FileInfo(file).Length is > 0 and <= MostBytes ? File.ReadAllText(file) : throw new BadInputException("check.unreadable-profile", file, MostBytes >> 20);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("check.unreadable-profile", file, MostBytes >> 20);
        }
    }
}

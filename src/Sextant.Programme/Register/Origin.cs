namespace Sextant.Programme.Register;

/// <summary>Who put a row into the register: a version of a pack, or a person.</summary>
public static class Origin
{
    private const string PersonPrefix = "person:";
    private const string PackPrefix = "pack:";

    /// <summary>The origin of rows of a pack's version.</summary>
    public static string Pack(string id, string version) => $"{PackPrefix}{id}@{version}";

    /// <summary>The origin of a person's correction.</summary>
    /// <param name="person">The person's id in the installation; not empty.</param>
    public static string Person(string person)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        return PersonPrefix + person;
    }

    /// <summary>Whether a person said it, be it by a token or at the command line; such a row outlives every reload of the pack.</summary>
    public static bool IsPerson(string origin) => !origin.StartsWith(PackPrefix, StringComparison.Ordinal);
}

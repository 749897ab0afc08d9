using Sextant.Testing;

namespace Sextant.Architecture.Tests.Sources;

/// <summary>
/// A checked-in list under <c>rules/</c>: one line per entry, <c>#</c> begins a comment. With ARCHITECTURE_WRITE=1 in the environment the
/// tests write the lists anew from what they find, keeping the comments on top; the difference is then read like any other change.
/// </summary>
internal static class RuleList
{
    private static readonly bool Write = Environment.GetEnvironmentVariable("ARCHITECTURE_WRITE") == "1";

    /// <summary>The entries of a list that is kept by hand.</summary>
    public static IReadOnlyList<string> Read(string name) =>
        [.. File.ReadAllLines(PathOf(name)).Where(l => l.Length > 0 && !l.StartsWith('#'))];

    /// <summary>The entries that are checked in; <paramref name="found"/> is written first when asked.</summary>
    public static IReadOnlyList<string> Read(string name, IEnumerable<string> found)
    {
        if (Write)
        {
            string path = PathOf(name);
            File.WriteAllLines(path, [.. File.ReadAllLines(path).TakeWhile(l => l.StartsWith('#')), .. found.Order(StringComparer.Ordinal)]);
        }

        return Read(name);
    }

    private static string PathOf(string name) => Repository.At("tests", "Sextant.Architecture.Tests", "rules", name);
}

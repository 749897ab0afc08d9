using Sextant.Testing;

namespace Sextant.Architecture.Tests.Sources;

/// <summary>
/// A checked-in list under <c>rules/</c>: one line per entry, <c>#</c> begins a comment. With ARCHITECTURE_WRITE=1 in the environment the
/// tests write the lists anew from what they find, keeping the comments on top; the difference is then read like any other change.
/// </summary>
internal static class RuleList
{
    private const string Because = "  # ";

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

    /// <summary>Like <see cref="Read(string, IEnumerable{string})"/> for a list whose entries carry a reason: <c>entry  # reason</c>. Writing keeps the reasons that are there.</summary>
    public static IReadOnlyDictionary<string, string> ReadReasons(string name, IEnumerable<string> found)
    {
        if (!Write)
        {
            return Reasons(name);
        }

        IReadOnlyDictionary<string, string> known = Reasons(name);
        return Split(Read(name, found.Select(entry => known.GetValueOrDefault(entry) is { Length: > 0 } reason ? entry + Because + reason : entry)));
    }

    private static Dictionary<string, string> Reasons(string name) => Split(Read(name));

    // Twice the same entry comes of two branches that were merged: the one with a reason wins.
    private static Dictionary<string, string> Split(IEnumerable<string> lines) => lines
        .Select(line => line.Split(Because, 2))
        .GroupBy(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal)
        .ToDictionary(entry => entry.Key, entry => entry.Max(StringComparer.Ordinal)!, StringComparer.Ordinal);

    private static string PathOf(string name) => Repository.At("tests", "Sextant.Architecture.Tests", "rules", name);
}

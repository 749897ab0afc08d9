using System.Collections.Frozen;
using System.Globalization;

namespace Sextant.Wire.Names;

/// <summary>
/// The Public Suffix List: under which names anyone may register. Both sections of the list count, as the list says: <c>gov.vn</c> is the
/// registry's, and names under it belong to different organisations. Names are lower case A-labels without trailing dot.
/// </summary>
public sealed class PublicSuffixes
{
    private enum Rule
    {
        Plain,
        Wildcard,
        Exception,
        PlainAndWildcard,
    }

    private static readonly Lazy<PublicSuffixes> Embedded = new(ReadEmbedded);

    private readonly FrozenDictionary<string, Rule> rules;
    private readonly FrozenDictionary<string, Rule>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private PublicSuffixes(Dictionary<string, Rule> rules, string version, string date)
    {
        this.rules = rules.ToFrozenDictionary(StringComparer.Ordinal);
        lookup = this.rules.GetAlternateLookup<ReadOnlySpan<char>>();
        Version = version;
        Date = date;
    }

    /// <summary>The list shipped with the program.</summary>
    public static PublicSuffixes Default => Embedded.Value;

    /// <summary>Version of the list, kept in the context of every scan.</summary>
    public string Version { get; }

    /// <summary>Date of the list, yyyy-MM-dd.</summary>
    public string Date { get; }

    /// <summary>How many rules the list has.</summary>
    public int RuleCount => rules.Values.Sum(rule => rule == Rule.PlainAndWildcard ? 2 : 1);

    /// <summary>Reads a list in the format of publicsuffix.org; <c>// Version:</c> and <c>// Date:</c> lines name it.</summary>
    /// <exception cref="FormatException">A rule is not a name.</exception>
    public static PublicSuffixes Read(TextReader list)
    {
        var rules = new Dictionary<string, Rule>(StringComparer.Ordinal);
        string version = "unknown";
        string date = "unknown";
        while (list.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                version = Value(line, "// Version:") ?? version;
                date = Value(line, "// Date:") ?? date;
            }
            else if (line.Length > 0)
            {
                Add(rules, line.Split((char[]?)null, 2)[0]); // each rule runs to the first white space
            }
        }

        return new PublicSuffixes(rules, version, date);
    }

    /// <summary>This list and further rules: those of a laboratory's own top-level domain.</summary>
    /// <exception cref="FormatException">A rule is not a name.</exception>
    public PublicSuffixes With(IEnumerable<string> furtherRules)
    {
        var all = new Dictionary<string, Rule>(rules, StringComparer.Ordinal);
        int added = 0;
        foreach (string rule in furtherRules)
        {
            Add(all, rule.Trim());
            added++;
        }

        return added == 0 ? this : new PublicSuffixes(all, string.Create(CultureInfo.InvariantCulture, $"{Version}+{added}"), Date);
    }

    /// <summary>The public suffix a name ends in; the name itself when it is one. A name under no rule has its last label as suffix.</summary>
    public string PublicSuffix(string ascii)
    {
        int start = SuffixStart(ascii);
        return start == 0 ? ascii : ascii[start..];
    }

    /// <summary>The registrable domain a name belongs to: its public suffix and one label more. Null for a public suffix itself.</summary>
    public string? RegistrableDomain(string ascii)
    {
        int start = SuffixStart(ascii);
        if (start == 0)
        {
            return null;
        }

        int dot = start < 2 ? -1 : ascii.LastIndexOf('.', start - 2);
        return dot < 0 ? ascii : ascii[(dot + 1)..];
    }

    /// <summary>Whether the name is exactly a registrable domain.</summary>
    public bool IsRegistrable(string ascii) => string.Equals(RegistrableDomain(ascii), ascii, StringComparison.Ordinal);

    // publicsuffix.org, "Formal Algorithm": an exception prevails, else the rule with most labels, else "*". Longest candidate first.
    private int SuffixStart(string ascii)
    {
        for (int start = 0; ; start = Next(ascii, start))
        {
            int parent = Next(ascii, start);
            if (parent == ascii.Length)
            {
                return start;
            }

            bool listed = lookup.TryGetValue(ascii.AsSpan(start), out var rule);
            if (listed && rule == Rule.Exception)
            {
                return parent;
            }

            if ((listed && rule is (Rule.Plain or Rule.PlainAndWildcard)) || IsWildcard(ascii.AsSpan(parent)))
            {
                return start;
            }
        }
    }

    private bool IsWildcard(ReadOnlySpan<char> name) =>
        lookup.TryGetValue(name, out var rule) && rule is (Rule.Wildcard or Rule.PlainAndWildcard);

    private static int Next(string ascii, int start)
    {
        int dot = ascii.IndexOf('.', start);
        return dot < 0 ? ascii.Length : dot + 1;
    }

    private static void Add(Dictionary<string, Rule> rules, string text)
    {
        var kind = text.StartsWith('!') ? Rule.Exception : text.StartsWith("*.", StringComparison.Ordinal) ? Rule.Wildcard : Rule.Plain;
        string written = text[(kind == Rule.Exception ? 1 : kind == Rule.Wildcard ? 2 : 0)..];
        string name = IsPlain(written) ? written : HostName.Parse(written).Ascii;
        rules[name] = rules.TryGetValue(name, out var known) && known != kind ? Rule.PlainAndWildcard : kind;
    }

    // Nearly every rule: spares 9,000 conversions at start.
    private static bool IsPlain(string text) =>
        text.Length > 0 && text.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-.") < 0;

    private static string? Value(string line, string key) =>
        line.StartsWith(key, StringComparison.Ordinal) ? line[key.Length..].Trim() : null;

    private static PublicSuffixes ReadEmbedded()
    {
        using var stream = typeof(PublicSuffixes).Assembly.GetManifestResourceStream("Sextant.Wire.Names.public-suffixes.dat")
            ?? throw new InvalidOperationException("the public suffix list is not embedded");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}

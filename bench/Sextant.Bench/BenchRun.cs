namespace Sextant.Bench;

/// <summary>How the bench was asked to run.</summary>
/// <param name="Subjects">What to measure; empty for everything.</param>
/// <param name="Short">Only to see that it works, in seconds: its figures mean nothing.</param>
/// <param name="Peers">Programs of others by name.</param>
/// <param name="With">What else a subject was told, by name.</param>
internal sealed record BenchRun(IReadOnlyList<string> Subjects, bool Short, IReadOnlyDictionary<string, string> Peers, IReadOnlyDictionary<string, string> With)
{
    /// <summary>This process's.</summary>
    public static BenchRun Asked { get; private set; } = new([], false, new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>Reads <c>[SUBJECT]... [--short] [--peer NAME=PATH]... [--with NAME=VALUE]...</c>.</summary>
    /// <exception cref="FormatException">A word is none of these.</exception>
    public static BenchRun Read(IReadOnlyList<string> words)
    {
        var subjects = new List<string>();
        var peers = new Dictionary<string, string>(StringComparer.Ordinal);
        var with = new Dictionary<string, string>(StringComparer.Ordinal);
        bool isShort = false;
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i] == "--short")
            {
                isShort = true;
            }
            else if (words[i] == "--peer")
            {
                string[] parts = i + 1 < words.Count ? words[++i].Split('=', 2) : [];
                peers[parts.Length == 2 && File.Exists(parts[1]) ? parts[0] : throw new FormatException("--peer NAME=PATH of a program")] = Path.GetFullPath(parts[1]);
            }
            else if (words[i] == "--with")
            {
                string[] parts = i + 1 < words.Count ? words[++i].Split('=', 2) : [];
                with[parts.Length == 2 ? parts[0] : throw new FormatException("--with NAME=VALUE")] = parts[1];
            }
            else
            {
                subjects.Add(words[i].StartsWith('-') ? throw new FormatException($"unknown option '{words[i]}'") : words[i]);
            }
        }

        return Asked = new BenchRun(subjects, isShort, peers, with);
    }

    /// <summary>What it was told by <c>--with</c> under a name; null: nothing.</summary>
    public string? Told(string name) => With.GetValueOrDefault(name);

    /// <summary>As often as it takes for a figure, or as little as shows that it works.</summary>
    public int Times(int full, int least) => Short ? least : full;
}

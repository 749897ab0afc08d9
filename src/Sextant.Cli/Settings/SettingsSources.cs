namespace Sextant.Cli.Settings;

/// <summary>What the settings are read from: given by the program's start, made up by a test.</summary>
internal sealed record SettingsSources
{
    /// <summary>Values of options by setting name, in the order of the command line.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Options { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The value of <c>--config</c>, when given.</summary>
    public string? ConfigOption { get; init; }

    /// <summary>The current folder.</summary>
    public string CurrentFolder { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>The variable that names the configuration file.</summary>
    public const string ConfigVariable = "SEXTANT_CONFIG";

    /// <summary>When it is set, a fault of our own prints its place too.</summary>
    public const string TraceVariable = "SEXTANT_TRACE";

    /// <summary>The environment of this process.</summary>
    public static IReadOnlyDictionary<string, string> ProcessEnvironment()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            all[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return all;
    }

    /// <summary>
    /// The configuration file: the one named, else the first that exists of <c>./sextant.json</c>,
    /// <c>~/.config/sextant/sextant.json</c> and <c>/etc/sextant/sextant.json</c>. Null: there is none.
    /// </summary>
    public (string? Path, bool Named) ConfigFile()
    {
        string? named = ConfigOption ?? Environment.GetValueOrDefault(ConfigVariable);
        if (!string.IsNullOrEmpty(named))
        {
            return (Path.GetFullPath(named, CurrentFolder), true);
        }

        List<string> places = [Path.Combine(CurrentFolder, "sextant.json")];
        if (Environment.GetValueOrDefault("HOME") is { Length: > 0 } home)
        {
            places.Add(Path.Combine(home, ".config", "sextant", "sextant.json"));
        }

        places.Add("/etc/sextant/sextant.json");
        return (places.FirstOrDefault(File.Exists), false);
    }

    /// <summary>
    /// Where data go when nobody says: <c>~/.local/share/sextant</c>, else <c>./data</c> where there is no home
    /// (a service account often has none, or one that does not exist).
    /// </summary>
    public string DefaultDataFolder() =>
        Environment.GetValueOrDefault("HOME") is { Length: > 0 } home && Directory.Exists(home)
            ? Path.Combine(home, ".local", "share", "sextant")
            : Path.Combine(CurrentFolder, "data");
}

namespace Sextant.Cli.Settings;

/// <summary>What a setting belongs to; a verb names the groups that it takes as options.</summary>
[Flags]
internal enum SettingGroups
{
    /// <summary>No setting.</summary>
    None = 0,

    /// <summary>Language, configuration file, data folder: every verb takes them.</summary>
    Common = 1,

    /// <summary>Where names are looked up.</summary>
    Resolving = 2,

    /// <summary>Which addresses are dialled.</summary>
    Dialling = 4,

    /// <summary>Who measures, and the targets of the self-check.</summary>
    Vantage = 8,

    /// <summary>Time limits, pacing, retries, concurrency.</summary>
    Limits = 16,

    /// <summary>How what was seen is judged.</summary>
    Judging = 32,

    /// <summary>The web server.</summary>
    Serving = 64,

    /// <summary>How long and how fast name servers are asked.</summary>
    Asking = 128,

    /// <summary>Which certificates are trusted.</summary>
    Trusting = 256,

    /// <summary>How long what was measured is kept.</summary>
    Retaining = 512,

    /// <summary>All that a verb needs that goes out to measure.</summary>
    Measuring = Resolving | Dialling | Trusting | Vantage | Asking | Limits,

    /// <summary>Every group.</summary>
    All = Common | Measuring | Judging | Serving | Retaining,
}

/// <summary>
/// One setting. From it follow the option <c>--name</c>, the variable <c>SEXTANT_NAME</c>, the key <c>name</c> of
/// <c>sextant.json</c>, the help, the validation and its place in the reference.
/// </summary>
internal abstract class Setting(string name, SettingGroups group, string metavar, bool repeatable)
{
    /// <summary>The name: kebab-case, the same in the option and in the file.</summary>
    public string Name { get; } = name;

    /// <summary>What it belongs to.</summary>
    public SettingGroups Group { get; } = group;

    /// <summary>What stands for the value in the help: <c>ADDR[:PORT]</c>.</summary>
    public string Metavar { get; } = metavar;

    /// <summary>May be given several times; a variable separates values by commas or blanks, the file takes an array.</summary>
    public bool Repeatable { get; } = repeatable;

    /// <summary>The value's default as it would be written; empty when the default is "none" or is found out at run time.</summary>
    public string Default { get; init; } = "";

    /// <summary>Never printed: a value that can carry a password.</summary>
    public bool Secret { get; init; }

    /// <summary><c>--never-dial</c></summary>
    public string Option => $"--{Name}";

    /// <summary><c>SEXTANT_NEVER_DIAL</c></summary>
    public string Variable => $"SEXTANT_{Name.Replace('-', '_').ToUpperInvariant()}";

    /// <summary>The text keys of its rule and the rule's parameters.</summary>
    public abstract Rule Rule { get; }

    /// <summary>Reads one value; null and the broken rule when it cannot be read.</summary>
    public abstract object? Read(string text, out Rule? broken);
}

/// <summary>What must hold for a value: a key of the texts with its parameters. Its sentence is <c>rule.KEY</c>.</summary>
internal sealed record Rule(string Key, params string[] Parameters);

/// <summary>A setting whose values are of type <typeparamref name="T"/>.</summary>
internal sealed class Setting<T>(string name, SettingGroups group, ValueKind<T> kind, bool repeatable = false)
    : Setting(name, group, kind.Metavar, repeatable)
    where T : notnull
{
    public override Rule Rule => kind.Rule;

    public override object? Read(string text, out Rule? broken)
    {
        broken = null;
        if (kind.TryRead(text, out T? value, out Rule? closer))
        {
            return value;
        }

        broken = closer ?? kind.Rule;
        return null;
    }
}

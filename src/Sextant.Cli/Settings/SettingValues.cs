namespace Sextant.Cli.Settings;

/// <summary>Where a value came from. The order is the precedence: the first that has it wins.</summary>
internal enum Origin
{
    /// <summary>The command line.</summary>
    Option,

    /// <summary>A variable of the environment.</summary>
    Environment,

    /// <summary>The configuration file.</summary>
    File,

    /// <summary>Nobody said anything.</summary>
    Default,
}

/// <summary>One setting as found: its words as written, where they stood, and what they were read as.</summary>
internal sealed record SettingValue(Setting Setting, Origin Origin, string? Place, IReadOnlyList<string> Words, IReadOnlyList<object> Values);

/// <summary>One fault of the settings: the value of a name breaks a rule. <paramref name="Place"/> is the option, variable or file.</summary>
internal sealed record SettingFault(string Name, string? Value, string Place, Rule Rule);

/// <summary>Everything that was found out about the settings. <see cref="Settings"/> is null when there is a fault.</summary>
internal sealed record SettingsOutcome(
    SextantSettings? Settings,
    IReadOnlyList<SettingValue> Values,
    IReadOnlyList<SettingFault> Faults,
    IReadOnlyList<SettingFault> Notes,
    string? File)
{
    /// <summary>The one value of a setting as a word, when it is valid and not the default.</summary>
    public string? Word(Setting setting) =>
        Values.FirstOrDefault(v => v.Setting == setting && v.Origin != Origin.Default && v.Values.Count > 0)?.Values[0].ToString();
}

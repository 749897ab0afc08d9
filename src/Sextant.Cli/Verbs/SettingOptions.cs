using System.CommandLine;
using System.CommandLine.Parsing;
using Sextant.Cli.Settings;

namespace Sextant.Cli.Verbs;

/// <summary>Settings as options of the command line.</summary>
internal static class SettingOptions
{
    /// <summary>The option of a setting: takes words, which <see cref="SettingsReader"/> reads together with the other sources.</summary>
    public static Option<string[]> Create(Setting setting, bool everywhere = false) => new(setting.Option)
    {
        // One word each time; more than one time is for the reader to judge, so that the fault names the setting's rule.
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        Recursive = everywhere,
    };

    /// <summary>What the command line gave, by setting name.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Given(ParseResult parsed)
    {
        var given = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (Option option in OptionsInReach(parsed))
        {
            if (option.Name.StartsWith("--", StringComparison.Ordinal)
                && SettingCatalog.Find(option.Name[2..]) is { } setting
                && parsed.GetResult(option) is { Implicit: false } result)
            {
                given[setting.Name] = [.. result.Tokens.Select(t => t.Value)];
            }
        }

        return given;
    }

    private static IEnumerable<Option> OptionsInReach(ParseResult parsed)
    {
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            foreach (Option option in at is CommandResult command ? command.Command.Options : [])
            {
                yield return option;
            }
        }
    }
}

using System.CommandLine;
using Sextant.Cli.Settings;

namespace Sextant.Cli.Verbs;

/// <summary>How verbs, arguments and options are named in help, texts and reference.</summary>
internal static class VerbNames
{
    /// <summary><c>sextant config check</c></summary>
    public static string Path(Command command) =>
        command is RootCommand || Parent(command) is not { } parent ? "sextant" : $"{Path(parent)} {command.Name}";

    /// <summary>The text key of a verb: <c>verb.config.check</c>; of the program: <c>program</c>.</summary>
    public static string Key(Command command) =>
        command is RootCommand ? "program" : $"verb.{Path(command)["sextant ".Length..].Replace(' ', '.')}";

    /// <summary>The text key of an option; those that every verb takes have one for all: <c>option.--config</c>.</summary>
    public static string Key(Command command, Option option) =>
        command is RootCommand ? $"option.{option.Name}" : $"{Key(command)}.{option.Name}";

    /// <summary>The text key of an argument.</summary>
    public static string Key(Command command, Argument argument) => $"{Key(command)}.{argument.Name.ToLowerInvariant()}";

    /// <summary>What stands for an argument: <c>NAME...</c></summary>
    public static string Metavar(Argument argument) =>
        argument.Name.ToUpperInvariant() + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");

    /// <summary>An option as shown: <c>--from-file FILE</c>.</summary>
    public static string Shown(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(a => a == "-h").Append(option.Name));
        return option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)
            ? names
            : $"{names} {option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant()}";
    }

    /// <summary>Options of the verb that are no settings.</summary>
    public static IEnumerable<Option> OwnOptions(Command command) => command.Options.Where(o => !o.Hidden && Setting(o) is null);

    /// <summary>Settings that the verb takes as options, beside those that every verb takes.</summary>
    public static IEnumerable<Setting> SettingsOf(Command command) => command.Options.Select(Setting).OfType<Setting>();

    private static Setting? Setting(Option option) => SettingCatalog.Find(option.Name.TrimStart('-'));

    private static Command? Parent(Command command) => command.Parents.OfType<Command>().FirstOrDefault();
}

using System.CommandLine;
using System.Text;
using Sextant.Cli.Settings;
using Sextant.Cli.Wording;

namespace Sextant.Cli.Verbs;

/// <summary>The help of a verb, in the language of the texts. Everything in it is found by name, so a verb cannot forget to be helpful.</summary>
internal sealed record HelpText(Texts Texts, int Width)
{
    private const int NameColumn = 34;

    /// <summary>The help of one verb, or of the program for its root.</summary>
    public string Of(Command command)
    {
        string path = VerbNames.Path(command);
        var text = new StringBuilder();
        text.AppendLine(Texts[VerbNames.Key(command)]).AppendLine();
        text.AppendLine(Texts["help.usage"]).Append("  ").AppendLine(Usage(command, path));
        Section(text, "help.verbs", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, Texts[VerbNames.Key(c)])));
        Section(text, "help.arguments", command.Arguments.Select(a => (VerbNames.Metavar(a), Texts[VerbNames.Key(command, a)])));
        Section(text, "help.options", VerbNames.OwnOptions(command).Select(o => (VerbNames.Shown(o), Texts[VerbNames.Key(command, o)])));
        foreach (IGrouping<SettingGroups, Setting> group in VerbNames.SettingsOf(command).GroupBy(s => s.Group))
        {
            Section(text, $"group.{group.Key.ToString().ToLowerInvariant()}", group.Select(s => ($"{s.Option} {s.Metavar}", Describe(s))));
        }

        if (command is RootCommand)
        {
            text.AppendLine().AppendLine(Texts["help.footer"]);
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    private static string Usage(Command command, string path)
    {
        var usage = new StringBuilder(path);
        usage.Append(command.Subcommands.Any(c => !c.Hidden) ? " VERB" : "");
        foreach (Argument argument in command.Arguments)
        {
            string name = VerbNames.Metavar(argument);
            usage.Append(argument.Arity.MinimumNumberOfValues > 0 ? $" {name}" : $" [{name}]");
        }

        return usage.Append(" [--option ...]").ToString();
    }

    private string Describe(Setting setting)
    {
        string repeat = setting.Repeatable ? $" {Texts["help.repeatable"]}" : "";
        string fallback = setting.Default.Length > 0 ? $" {Texts.Format("help.default", setting.Default)}" : "";
        return Texts[$"setting.{setting.Name}"] + repeat + fallback;
    }

    private void Section(StringBuilder text, string title, IEnumerable<(string Name, string Sentence)> rows)
    {
        bool first = true;
        foreach ((string name, string sentence) in rows)
        {
            if (first)
            {
                text.AppendLine().AppendLine(Texts[title]);
                first = false;
            }

            text.Append("  ").Append(name.PadRight(NameColumn - 2));
            if (name.Length >= NameColumn - 2)
            {
                text.AppendLine().Append(' ', NameColumn);
            }

            AppendWrapped(text, sentence);
        }
    }

    private void AppendWrapped(StringBuilder text, string sentence)
    {
        int column = NameColumn;
        foreach (string word in sentence.Split(' '))
        {
            if (column + word.Length >= Math.Max(Width, NameColumn + 30) && column > NameColumn)
            {
                text.Length--;
                text.AppendLine().Append(' ', NameColumn);
                column = NameColumn;
            }

            text.Append(word).Append(' ');
            column += word.Length + 1;
        }

        text.Length--;
        text.AppendLine();
    }
}

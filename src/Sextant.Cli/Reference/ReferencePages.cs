using System.CommandLine;
using System.Globalization;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;

namespace Sextant.Cli.Reference;

/// <summary>The generated pages of <c>docs/reference</c>: every verb with its options, every setting with rule, default and reason.</summary>
internal static class ReferencePages
{
    /// <summary>File names and contents, for the tree of verbs under a root.</summary>
    public static IEnumerable<(string Name, string Text)> All(Command root)
    {
        foreach (Language language in Enum.GetValues<Language>())
        {
            string ending = language == Language.En ? "md" : $"{language.Word()}.md";
            Texts texts = Texts.Of(language);
            yield return ($"cli.{ending}", Cli(root, texts));
            yield return ($"settings.{ending}", SettingsPage(texts));
            yield return ($"authorization.{ending}", Page(AuthorizationPage.Lines(texts)));
            yield return ($"api.{ending}", Page(ApiPage.Lines(texts, language.Word())));
        }

        yield return ("explain.schema.json", ExplainSchema.Write());
    }

    private static string Cli(Command root, Texts texts)
    {
        List<string> lines = [$"# {texts["reference.cli"]}", "", $"<!-- {texts["reference.generated"]} -->", ""];
        lines.AddRange(Describe(root, new HelpText(texts, Width: 100)));
        lines.AddRange([$"## {texts["reference.exit-codes"]}", ""]);
        foreach (int code in ExitCodes.All)
        {
            string number = code.ToString(CultureInfo.InvariantCulture);
            lines.Add($"- `{number}`: {texts[$"exit.{number}"]}");
        }

        return Page(lines);
    }

    private static IEnumerable<string> Describe(Command command, HelpText help) =>
        command.Subcommands.Where(c => !c.Hidden)
            .Aggregate(
                (IEnumerable<string>)[$"## `{VerbNames.Path(command)}`", "", "```text", help.Of(command).TrimEnd(), "```", ""],
                (lines, below) => lines.Concat(Describe(below, help)));

    private static string SettingsPage(Texts texts)
    {
        List<string> lines = [$"# {texts["reference.settings"]}", "", $"<!-- {texts["reference.generated"]} -->", "", texts["reference.precedence"]];
        foreach (IGrouping<SettingGroups, Setting> group in SettingCatalog.All.GroupBy(s => s.Group))
        {
            lines.AddRange(["", $"## {texts[$"group.{group.Key.ToString().ToLowerInvariant()}"].TrimEnd(':')}"]);
            lines.AddRange(group.SelectMany(s => Describe(s, texts)));
        }

        return Page(lines);
    }

    private static string[] Describe(Setting setting, Texts texts)
    {
        string repeat = setting.Repeatable ? $" {texts["help.repeatable"]}" : "";
        string fallback = setting.Default.Length > 0 ? $"`{setting.Default}`: " : "";
        return
        [
            "",
            $"### `{setting.Name}`",
            "",
            texts[$"setting.{setting.Name}"] + repeat,
            "",
            $"- `{setting.Option} {setting.Metavar}` · `{setting.Variable}` · `\"{setting.Name}\"`",
            $"- {texts["reference.rule"]}: {texts.Format($"rule.{setting.Rule.Key}", [.. setting.Rule.Parameters])}",
            $"- {texts["reference.default"]}: {fallback}{texts[$"setting.{setting.Name}.why"]}",
        ];
    }

    private static string Page(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";
}

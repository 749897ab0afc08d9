using System.CommandLine;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;

namespace Sextant.Cli.Tests.Verbs;

public sealed class HelpTextTests
{
    [Fact]
    public void Every_verb_option_argument_and_setting_has_its_texts()
    {
        Command root = new Shell(Program.Verbs(), new TestConsole(), new SettingsSources(), TimeProvider.System).Root;
        string[] wanted =
        [
            .. Keys(root),
            .. SettingCatalog.All.SelectMany(s => (string[])[$"setting.{s.Name}", $"setting.{s.Name}.why", $"rule.{s.Rule.Key}", $"group.{s.Group.ToString().ToLowerInvariant()}"]),
            .. ExitCodes.All.Select(c => $"exit.{c}"),
        ];

        Assert.Empty(wanted.Where(key => !Texts.Of(Language.En).Has(key)).Distinct());
    }

    private static IEnumerable<string> Keys(Command command) =>
    [
        VerbNames.Key(command),
        .. VerbNames.OwnOptions(command).Select(o => VerbNames.Key(command, o)),
        .. command.Arguments.Select(a => VerbNames.Key(command, a)),
        .. command.Subcommands.SelectMany(Keys),
    ];
}

using System.CommandLine;
using Sextant.Cli.Reference;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant reference DIR</c>, hidden: writes the generated pages of <c>docs/reference</c>; a test compares them with what is checked in.</summary>
internal static class ReferenceCommand
{
    private static readonly Argument<string> Folder = new("dir");

    public static Verb Create() => new("reference", SettingGroups.None, WriteAsync) { Hidden = true, Arguments = { Folder } };

    private static async Task<int> WriteAsync(VerbRun run, CancellationToken cancellationToken)
    {
        string folder = run.Parsed.GetRequiredValue(Folder);
        foreach ((string name, string text) in ReferencePages.All(run.Parsed.RootCommandResult.Command))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken).ConfigureAwait(false);
            run.Say("reference.written", name);
        }

        return ExitCodes.Ok;
    }
}

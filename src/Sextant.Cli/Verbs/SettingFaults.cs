using Sextant.Cli.Settings;
using Sextant.Cli.Screen;

namespace Sextant.Cli.Verbs;

/// <summary>Prints faults of settings: name, value, where it stood, and the rule that it breaks.</summary>
internal static class SettingFaults
{
    /// <summary>Every fault, one line each.</summary>
    public static void Write(VerbRun run, TextWriter to)
    {
        foreach (SettingFault fault in run.Outcome.Faults)
        {
            to.WriteLine(Line(run, "settings.fault", fault));
        }
    }

    /// <summary>Every note, one line each: strange, and no reason to stop.</summary>
    public static void WriteNotes(VerbRun run, TextWriter to)
    {
        foreach (SettingFault note in run.Outcome.Notes)
        {
            to.WriteLine(Line(run, "settings.note", note));
        }
    }

    /// <summary>A rule as a sentence.</summary>
    public static string Sentence(VerbRun run, Rule rule) => run.Sentence($"rule.{rule.Key}", [.. rule.Parameters]);

    private static string Line(VerbRun run, string key, SettingFault fault) => run.Sentence(
        key,
        fault.Name,
        fault.Value is null ? "" : $" = {TerminalText.Safe(fault.Value, 200)}",
        fault.Place,
        Sentence(run, fault.Rule));
}

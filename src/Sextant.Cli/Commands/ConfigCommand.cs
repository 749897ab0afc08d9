using System.CommandLine;
using System.Globalization;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant config check</c> lists every fault of the settings at once; <c>config show</c> prints each value and where it came from.</summary>
internal static class ConfigCommand
{
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("config")
    {
        new Verb("check", SettingGroups.All, CheckAsync) { ShowsFaults = true, Options = { Json } },
        new Verb("show", SettingGroups.All, ShowAsync) { Json },
    };

    private static Task<int> CheckAsync(VerbRun run, CancellationToken cancellationToken)
    {
        if (run.Parsed.GetValue(Json))
        {
            ResultJson.Write(run, new { Schema = 1, run.Outcome.File, Faults = run.Outcome.Faults.Select(AsJson), Notes = run.Outcome.Notes.Select(AsJson) });
            return Task.FromResult(run.Outcome.Faults.Count == 0 ? ExitCodes.Ok : ExitCodes.BadInput);
        }

        SettingFaults.WriteNotes(run, run.Console.Error);
        if (run.Outcome.Faults.Count == 0)
        {
            run.Say("config.fine", run.Outcome.Values.Count, run.Outcome.File ?? run.Texts["config.no-file"]);
            return Task.FromResult(ExitCodes.Ok);
        }

        SettingFaults.Write(run, run.Console.Out);
        run.Say("config.faults", run.Outcome.Faults.Count);
        return Task.FromResult(ExitCodes.BadInput);
    }

    private static Task<int> ShowAsync(VerbRun run, CancellationToken cancellationToken)
    {
        SettingFaults.WriteNotes(run, run.Console.Error);
        if (run.Parsed.GetValue(Json))
        {
            ResultJson.Write(run, new { Schema = 1, run.Outcome.File, Settings = run.Outcome.Values.Select(v => AsJson(run, v)) });
            return Task.FromResult(ExitCodes.Ok);
        }

        int widest = run.Outcome.Values.Max(v => v.Setting.Name.Length);
        foreach (SettingValue value in run.Outcome.Values)
        {
            string shown = string.Join(", ", Words(run, value));
            string line = $"{value.Setting.Name.PadRight(widest)}  {TerminalText.Safe(shown.Length > 0 ? shown : run.Texts["config.none"])}";
            run.Console.Out.WriteLine($"{line}  [{TerminalText.Safe(Place(run, value))}]");
        }

        return Task.FromResult(ExitCodes.Ok);
    }

    private static object AsJson(VerbRun run, SettingValue value) => new
    {
        value.Setting.Name,
        Value = (object?)(value.Setting.Repeatable ? Words(run, value) : Words(run, value).FirstOrDefault()),
        value.Origin,
        value.Place,
    };

    private static object AsJson(SettingFault fault) => new { fault.Name, fault.Value, fault.Place, Rule = fault.Rule.Key, fault.Rule.Parameters };

    // What the program will use: a folder in full, the system's resolvers by address, a connection without its password.
    private static IReadOnlyList<string> Words(VerbRun run, SettingValue value) => value.Setting switch
    {
        { Name: "data" } => [run.Settings.Keeping.DataFolder],
        { Name: "lang" } => [run.Texts.Language.ToString().ToLower(CultureInfo.InvariantCulture)],
        { Name: "resolver" } => [.. SystemResolvers.Or(run.Settings.Resolving.Resolvers).Select(e => e.ToString())],
        { Secret: true } when run.Settings.Keeping.Database.Kind == DatabaseKind.Postgres => ["postgres (***)"],
        _ => value.Words,
    };

    private static string Place(VerbRun run, SettingValue value) => value.Origin switch
    {
        Origin.Default => run.Texts["origin.default"],
        Origin.File => value.Place ?? "",
        _ => value.Place ?? "",
    };
}

using System.CommandLine;
using System.Globalization;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Screen;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant import apnic|google FILE...</c> takes what others measured; <c>import list</c> and <c>import undo KEY</c> look after it.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> Files = new("file") { Arity = ArgumentArity.OneOrMore };
    private static readonly Argument<string> Key = new("key");
    private static readonly Option<string> Day = new("--day") { HelpName = "DATE" };
    private static readonly Option<string> Reason = new("--reason") { HelpName = "TEXT" };
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("import")
    {
        new Verb("apnic", SettingGroups.None, ApnicAsync) { Files, Json },
        new Verb("google", SettingGroups.None, GoogleAsync) { Files, Day, Json },
        new Verb("list", SettingGroups.None, ListAsync) { Json },
        new Verb("undo", SettingGroups.None, UndoAsync) { Key, Reason },
    };

    private static Task<int> ApnicAsync(VerbRun run, CancellationToken cancellation) =>
        TakeAsync(run, (import, files, actor) => import.ApnicAsync(files, actor, cancellation), cancellation);

    private static Task<int> GoogleAsync(VerbRun run, CancellationToken cancellation)
    {
        DateOnly? day = run.Parsed.GetValue(Day) is not { } word ? null
            : DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly typed) ? typed
            : throw new BadInputException("kpi.bad-day", word);
        return TakeAsync(run, (import, files, actor) => import.GoogleAsync(files, day, actor, cancellation), cancellation);
    }

    private static async Task<int> TakeAsync(
        VerbRun run, Func<OutsideImport, IReadOnlyList<OutsideContent>, Actor, Task<OutsideDelivery>> take, CancellationToken cancellation)
    {
        List<OutsideContent> files = [];
        foreach (string path in run.Parsed.GetValue(Files)!)
        {
            files.Add(await ReadAsync(path, cancellation).ConfigureAwait(false));
        }

        ProgrammeDatabase register = await RegisterRoom.OpenAsync(run, cancellation).ConfigureAwait(false);
        try
        {
            OutsideDelivery made = await take(new OutsideImport(register, run.Clock), files, Actor.CommandLine(Environment.UserName, Environment.MachineName)).ConfigureAwait(false);
            Tell(run, [made], () => run.Say("import.taken", made.Key, made.Points, made.FirstDay.ToString("d", run.Texts.Language.Culture()), made.LastDay.ToString("d", run.Texts.Language.Culture()), made.Economies));
            if (made.Economies == 1 && !run.Parsed.GetValue(Json))
            {
                run.Complain("import.no-rank");
            }
        }
        catch (OutsideException refused)
        {
            foreach (OutsideFault fault in refused.Faults)
            {
                run.Console.Error.WriteLine(TerminalText.Safe(OutsideFaultTexts.Line(fault, run.Texts.Language.Word())));
            }

            run.Complain("import.faults", refused.Count);
            return ExitCodes.BadInput;
        }
        catch (RefusedException refused)
        {
            throw new BadInputException("import.refused." + refused.Word, [.. refused.Parameters]);
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> ListAsync(VerbRun run, CancellationToken cancellation)
    {
        ProgrammeDatabase register = await RegisterRoom.OpenKeptAsync(run.Settings.Keeping, cancellation).ConfigureAwait(false);
        IReadOnlyList<OutsideDelivery> all = await new OutsideStore(register).DeliveriesAsync(cancellation).ConfigureAwait(false);
        Tell(run, all, () =>
        {
            foreach (OutsideDelivery one in all)
            {
                run.Say(one.UndoneAt is null ? "import.line" : "import.line-undone", one.Key, one.Names, one.FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), one.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), one.Points, one.Economies, one.UndoneReason);
            }

            if (all.Count == 0)
            {
                run.Say("import.none");
            }
        });
        return ExitCodes.Ok;
    }

    private static async Task<int> UndoAsync(VerbRun run, CancellationToken cancellation)
    {
        ProgrammeDatabase register = await RegisterRoom.OpenKeptAsync(run.Settings.Keeping, cancellation).ConfigureAwait(false);
        string key = run.Parsed.GetValue(Key)!;
        try
        {
            await new OutsideImport(register, run.Clock).UndoAsync(key, run.Parsed.GetValue(Reason), Actor.CommandLine(Environment.UserName, Environment.MachineName), cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            throw new BadInputException("import.refused." + refused.Word, key);
        }

        run.Say("import.undone", key);
        return ExitCodes.Ok;
    }

    private static void Tell(VerbRun run, IReadOnlyList<OutsideDelivery> deliveries, Action inWords)
    {
        if (run.Parsed.GetValue(Json))
        {
            ResultJson.Write(run, new { Schema = 1, Deliveries = deliveries });
            return;
        }

        inWords();
    }

    /// <summary>The size is asked before anything is read: a file may be of any.</summary>
    private static async Task<OutsideContent> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return new FileInfo(path).Length > OutsideImport.MostBytes
                ? throw new BadInputException("import.too-large", path)
                : new OutsideContent(path, await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("import.unreadable", path, fault);
        }
    }
}

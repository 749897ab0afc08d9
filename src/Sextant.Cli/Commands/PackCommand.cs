using System.CommandLine;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Screen;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Programme.Audit;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant pack check DIR</c> lists every fault of a country pack at once; <c>pack load DIR</c> puts it into the register.</summary>
internal static class PackCommand
{
    private static readonly Argument<string> Folder = new("dir");
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("pack")
    {
        new Verb("check", SettingGroups.None, CheckAsync) { Folder, Json },
        new Verb("load", SettingGroups.None, LoadAsync) { Folder, Json },
    };

    private static Task<int> CheckAsync(VerbRun run, CancellationToken cancellation)
    {
        if (Read(run) is not { } pack)
        {
            return Task.FromResult(ExitCodes.BadInput);
        }

        if (run.Parsed.GetValue(Json))
        {
            PackJson.Write(run, pack, new PackFaults(), null);
            return Task.FromResult(ExitCodes.Ok);
        }

        run.Say("pack.fine", pack.Id, pack.Version, pack.Organisations.Count);
        return Task.FromResult(ExitCodes.Ok);
    }

    private static async Task<int> LoadAsync(VerbRun run, CancellationToken cancellation)
    {
        if (Read(run) is not { } pack)
        {
            return ExitCodes.BadInput;
        }

        ProgrammeDatabase register = await RegisterRoom.OpenEmptyAsync(run.Settings.Keeping, cancellation).ConfigureAwait(false);
        PackLoadResult result;
        try
        {
            result = await new PackLoader(register, run.Clock, Actor.CommandLine(Environment.UserName, Environment.MachineName)).LoadAsync(pack, cancellation).ConfigureAwait(false);
        }
        catch (OtherPackException)
        {
            throw new BadInputException("pack.other", pack.Id, run.Settings.Keeping.DataFolder);
        }

        if (run.Parsed.GetValue(Json))
        {
            PackJson.Write(run, pack, new PackFaults(), result);
            return ExitCodes.Ok;
        }

        run.Say(result.Changed ? "pack.loaded" : "pack.unchanged", result.Pack, result.Version, result.Added, result.Replaced, result.TakenBack, result.Unchanged);
        foreach (string kept in result.Kept)
        {
            run.Say("pack.kept", kept);
        }

        return ExitCodes.Ok;
    }

    private static Pack? Read(VerbRun run)
    {
        string folder = run.Parsed.GetValue(Folder)!;
        (Pack? pack, PackFaults faults) = PackReader.TryRead(folder);
        if (faults.Count == 0 && pack is not null)
        {
            return pack;
        }

        if (run.Parsed.GetValue(Json))
        {
            PackJson.Write(run, pack, faults, null);
            return null;
        }

        foreach (PackFault fault in faults.List)
        {
            run.Console.Error.WriteLine(TerminalText.Safe(fault.Line(run.Texts.Language.Word())));
        }

        run.Complain("pack.faults", faults.Count, folder);
        return null;
    }
}

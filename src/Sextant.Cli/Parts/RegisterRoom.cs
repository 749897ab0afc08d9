using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;

namespace Sextant.Cli.Parts;

/// <summary>The register of a run: opened, and filled or brought up to date from the pack that lies beside the program.</summary>
internal static class RegisterRoom
{
    /// <summary>The pack that comes with the program.</summary>
    public static string OwnPack { get; } = Path.Combine(DataRooms.Packs, DataRooms.FirstPack);

    /// <summary>Opens the register as it is, be it empty.</summary>
    /// <exception cref="BadInputException">The folder or the database cannot be used.</exception>
    public static Task<ProgrammeDatabase> OpenEmptyAsync(KeepingSettings keeping, CancellationToken cancellation) =>
        StoreRoom.GuardedAsync(DataRooms.RegisterOptions(keeping), keeping, () => DataRooms.EmptyRegisterAsync(keeping, cancellation));

    /// <summary>Opens the register of an installation that there is: where none is, none is made.</summary>
    /// <exception cref="BadInputException">The folder has no register, or cannot be used.</exception>
    public static Task<ProgrammeDatabase> OpenKeptAsync(KeepingSettings keeping, CancellationToken cancellation)
    {
        StoreRoom.Demand(keeping, DataRooms.RegisterOptions(keeping));
        return OpenEmptyAsync(keeping, cancellation);
    }

    /// <summary>Opens the run's register with the program's own pack in it, be it loaded now.</summary>
    /// <exception cref="BadInputException">The folder or the database cannot be used, or the pack is missing or damaged and there is none in the register.</exception>
    public static Task<ProgrammeDatabase> OpenAsync(VerbRun run, CancellationToken cancellation) =>
        OpenAsync(run, run.Settings.Keeping, OwnPack, cancellation);

    /// <summary>The same for another folder and another pack: the lab's.</summary>
    public static async Task<ProgrammeDatabase> OpenAsync(VerbRun run, KeepingSettings keeping, string pack, CancellationToken cancellation)
    {
        ProgrammeDatabase register = await OpenEmptyAsync(keeping, cancellation).ConfigureAwait(false);
        try
        {
            if (await StoreRoom.GuardedAsync(DataRooms.RegisterOptions(keeping), keeping, () => new OwnPack(register, run.Clock).LoadAsync(pack, cancellation)).ConfigureAwait(false) is { } load)
            {
                Tell(run, load);
            }
        }
        catch (PackException fault)
        {
            throw new BadInputException("pack.own-unusable", pack, fault.Faults.List.Count > 0 ? fault.Faults.List[0].Line(run.Texts.Language.Word()) : "");
        }

        return register;
    }

    private static void Tell(VerbRun run, OwnPackLoad load)
    {
        PackLoadResult result = load.Result;
        if (load.Before is null)
        {
            run.Complain("pack.first-start", result.Pack, result.Version, result.Added);
            return;
        }

        run.Complain("pack.renewed", result.Pack, load.Before, result.Version, result.Added, result.Replaced, result.TakenBack, result.Kept.Count);
    }
}

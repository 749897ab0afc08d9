using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;

namespace Sextant.Cli.Parts;

/// <summary>The register of a run: opened, and at the first start filled from the pack that lies beside the program.</summary>
internal static class RegisterRoom
{
    /// <summary>The pack that comes with the program.</summary>
    public static string OwnPack { get; } = Path.Combine(DataRooms.Packs, DataRooms.FirstPack);

    /// <summary>Opens the register as it is, be it empty.</summary>
    /// <exception cref="BadInputException">The folder or the database cannot be used.</exception>
    public static Task<ProgrammeDatabase> OpenEmptyAsync(VerbRun run, CancellationToken cancellation)
    {
        KeepingSettings keeping = run.Settings.Keeping;
        return StoreRoom.GuardedAsync(keeping, () => DataRooms.EmptyRegisterAsync(keeping, cancellation));
    }

    /// <summary>Opens the register; when no pack was ever loaded into it, loads the program's own.</summary>
    /// <exception cref="BadInputException">The folder or the database cannot be used, or the pack beside the program is missing or damaged.</exception>
    public static async Task<ProgrammeDatabase> OpenAsync(VerbRun run, CancellationToken cancellation)
    {
        ProgrammeDatabase register = await OpenEmptyAsync(run, cancellation).ConfigureAwait(false);
        try
        {
            await register.CalendarAsync(cancellation).ConfigureAwait(false);
        }
        catch (NoPackException)
        {
            await LoadOwnAsync(run, register, cancellation).ConfigureAwait(false);
        }

        return register;
    }

    private static async Task LoadOwnAsync(VerbRun run, ProgrammeDatabase register, CancellationToken cancellation)
    {
        (Pack? pack, PackFaults faults) = PackReader.TryRead(OwnPack);
        if (pack is null || faults.Count > 0)
        {
            throw new BadInputException("pack.own-unusable", OwnPack, faults.List.Count > 0 ? faults.List[0].ToString() : "");
        }

        PackLoadResult loaded = await new PackLoader(register, run.Clock).LoadAsync(pack, cancellation).ConfigureAwait(false);
        run.Complain("pack.first-start", loaded.Pack, loaded.Version, loaded.Added);
    }
}

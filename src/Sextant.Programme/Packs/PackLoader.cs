using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Packs.Checking;
using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>What a load did.</summary>
/// <param name="Changed">False when the register held all of it already: nothing was written.</param>
/// <param name="Added">Facts that are new.</param>
/// <param name="Replaced">Facts of an earlier pack that this one words differently; the earlier versions stay readable.</param>
/// <param name="TakenBack">Facts of an earlier pack that this one no longer holds.</param>
/// <param name="Kept">Facts that a person corrected and the pack states otherwise: the correction stands. Table and key.</param>
public sealed record PackLoadResult(string Pack, string Version, bool Changed, int Added, int Replaced, int TakenBack, int Unchanged, IReadOnlyList<string> Kept);

/// <summary>The register belongs to another country's pack.</summary>
public sealed class OtherPackException(string held, string given)
    : Exception($"The register holds the pack '{held}'; '{given}' needs a data folder of its own (--data DIR).");

/// <summary>Loads a pack into the register, in one transaction: all of it or nothing. Loading again changes nothing.</summary>
public sealed class PackLoader(ProgrammeDatabase database, TimeProvider clock, Actor? actor = null)
{
    /// <summary>Loads a pack that <see cref="PackReader"/> read or code put together; checks it first.</summary>
    /// <exception cref="PackException">The pack has faults.</exception>
    /// <exception cref="OtherPackException">The register holds another pack.</exception>
    public Task<PackLoadResult> LoadAsync(Pack pack, CancellationToken cancellation = default) => LoadAsync(pack, null, cancellation);

    /// <summary>Loads the program's own pack, whose files have this hash.</summary>
    internal async Task<PackLoadResult> LoadAsync(Pack pack, string? ownFiles, CancellationToken cancellation)
    {
        var faults = new PackFaults();
        PackChecker.Check(pack, faults);
        if (faults.Count > 0)
        {
            throw new PackException(faults);
        }

        return await new AuditLog(database, clock).ChangeAsync(
            actor ?? Actor.Program,
            async (context, trail) =>
            {
                RegisterPackLoad? last = await context.PackLoads.AsNoTracking().OrderByDescending(load => load.Id).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
                if (last is not null && last.Pack != pack.Id)
                {
                    throw new OtherPackException(last.Pack, pack.Id);
                }

                PackLoadResult result = await MergeAsync(context, pack, last, ownFiles, cancellation).ConfigureAwait(false);
                if (result.Changed)
                {
                    // One entry for the load: which rows it wrote is in their own versions.
                    trail.Add("pack.load", $"pack:{pack.Id}", last is null ? null : new { last.Version, last.Digest }, new { result.Version, result.Added, result.Replaced, result.TakenBack });
                }

                return result;
            },
            cancellation).ConfigureAwait(false);
    }

    private async Task<PackLoadResult> MergeAsync(ProgrammeContext context, Pack pack, RegisterPackLoad? last, string? ownFiles, CancellationToken cancellation)
    {
        IReadOnlyList<PackBatch> batches = PackBatch.Of(pack);
        RegisterRow[] rows = [.. batches.SelectMany(batch => batch.Rows)];
        RegisterPackLoad load = PackRows.Load(pack, RowDigest.OfAll(rows), clock.GetUtcNow());
        if (last is not null && Same(last, load))
        {
            return new PackLoadResult(pack.Id, pack.Version, false, 0, 0, 0, rows.Length, []);
        }

        var writer = new RegisterWriter(context, Origin.Pack(pack.Id, pack.Version), load.LoadedAt);
        var counts = new List<(string Table, MergeCounts Counts)>();
        foreach (PackBatch batch in batches)
        {
            counts.Add((batch.Table, await batch.MergeAsync(writer, cancellation).ConfigureAwait(false)));
        }

        load.OwnFiles = ownFiles;
        context.PackLoads.Add(load);
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return new PackLoadResult(
            pack.Id, pack.Version, true, counts.Sum(t => t.Counts.Added), counts.Sum(t => t.Counts.Changed), counts.Sum(t => t.Counts.TakenBack),
            counts.Sum(t => t.Counts.Unchanged), [.. counts.SelectMany(t => t.Counts.Kept.Select(key => $"{t.Table} {key}"))]);
    }

    /// <summary>The digest covers the rows as this program makes them, so a new program that reads more out of the same pack loads it again.</summary>
    private static bool Same(RegisterPackLoad last, RegisterPackLoad load) =>
        last.Digest == load.Digest && last.Version == load.Version && last.Vocabulary == load.Vocabulary && last.TimeZone == load.TimeZone
        && last.Languages == load.Languages && last.Name.Equals(load.Name) && last.ViewBox == load.ViewBox && last.Country == load.Country;
}

using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>
/// The pack that comes with the program. A start loads it into an empty register, and again when a newer program brings a newer one. It
/// never takes the place of another country's pack, of a newer version, or of what a person loaded under the same version.
/// </summary>
public sealed class OwnPack(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>Loads the pack when the register wants it; null when there was nothing to do.</summary>
    /// <exception cref="PackException">The pack has faults and the register is empty: there is nothing to show.</exception>
    public async Task<OwnPackLoad?> LoadAsync(string folder, CancellationToken cancellation = default)
    {
        string files = PackFolder.Hash(folder);
        IReadOnlyList<RegisterPackLoad> loads;
        await using (ProgrammeContext context = database.Create())
        {
            loads = await context.PackLoads.AsNoTracking().OrderBy(load => load.Id).ToListAsync(cancellation).ConfigureAwait(false);
        }

        // What was loaded once is not loaded again, whatever came after it: a person may have loaded something else on purpose.
        if (loads.Any(load => load.OwnFiles == files))
        {
            return null;
        }

        (Pack? pack, PackFaults faults) = PackReader.TryRead(folder);
        if (pack is null || faults.Count > 0)
        {
            return loads.Count > 0 ? null : throw new PackException(faults);
        }

        RegisterPackLoad? last = loads.LastOrDefault();
        if (last is not null && !Follows(pack, last))
        {
            return null;
        }

        PackLoadResult result = await new PackLoader(database, clock).LoadAsync(pack, files, cancellation).ConfigureAwait(false);
        return result.Changed ? new OwnPackLoad(result, last?.Version) : null;
    }

    private static bool Follows(Pack pack, RegisterPackLoad last) => last.Pack == pack.Id && Compare(pack.Version, last.Version) switch
    {
        > 0 => true,
        0 => last.OwnFiles is not null,
        _ => false,
    };

    /// <summary>Orders versions part by part, numbers as numbers: 2026.9.1 comes before 2026.11.22.</summary>
    internal static int Compare(string one, string other)
    {
        string[] left = one.Split('.', '-');
        string[] right = other.Split('.', '-');
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            string a = i < left.Length ? left[i].TrimStart('0') : string.Empty;
            string b = i < right.Length ? right[i].TrimStart('0') : string.Empty;
            int order = a.All(char.IsAsciiDigit) && b.All(char.IsAsciiDigit) && a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}

/// <summary>A load of the program's own pack.</summary>
/// <param name="Result">What it did.</param>
/// <param name="Before">The version that the register held; null when it was empty.</param>
public sealed record OwnPackLoad(PackLoadResult Result, string? Before);

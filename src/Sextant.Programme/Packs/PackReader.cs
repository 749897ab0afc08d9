using Sextant.Programme.Packs.Checking;

namespace Sextant.Programme.Packs;

/// <summary>
/// Reads a pack's folder. It never throws for what the folder holds: whatever is wrong becomes a fault, and the pack is given only when
/// there is none. What rows say to each other is <see cref="PackChecker"/>'s.
/// </summary>
public static class PackReader
{
    /// <summary>The version of the format that this program reads.</summary>
    public const int Format = 1;

    /// <summary>Reads and checks; gives the pack when nothing is wrong with it.</summary>
    /// <exception cref="PackException">Lists all that is wrong.</exception>
    public static Pack Read(string folder, PackLimits? limits = null)
    {
        (Pack? pack, PackFaults faults) = TryRead(folder, limits);
        return faults.Count == 0 ? pack! : throw new PackException(faults);
    }

    /// <summary>Reads and checks; the faults are those of reading and of <see cref="PackChecker"/> together.</summary>
    public static (Pack? Pack, PackFaults Faults) TryRead(string folder, PackLimits? limits = null)
    {
        var faults = new PackFaults();
        limits ??= new PackLimits();
        var files = new PackFolder(folder, limits, faults);
        if (!files.Exists)
        {
            faults.Add(folder, string.Empty, "no-folder");
            return (null, faults);
        }

        Pack? pack = Open("pack.json", true) is { } header ? PackFiles.Header(header, files) : null;
        if (pack is null)
        {
            return (null, faults);
        }

        pack = With(pack, "organisations.json", true, PackFiles.Organisations);
        pack = With(pack, "domains.json", false, PackFiles.Domains);
        pack = With(pack, "documents.json", false, DocumentFiles.Read);
        pack = With(pack, "programme.json", false, PlanFiles.Programme);
        pack = With(pack, "figures.json", false, PlanFiles.Figures);
        pack = With(pack, "map.json", false, (row, read) => PackFiles.Map(row, read, limits));
        pack = CatalogueFiles.Read(pack, name => files.Bytes(name, false), limits, faults);
        PackChecker.Check(pack, faults);
        return (pack, faults);

        JsonRow? Open(string file, bool required) =>
            files.Bytes(file, required) is { } bytes ? JsonRow.Root(bytes, file, limits, faults) : null;

        Pack With(Pack read, string file, bool required, Func<JsonRow, Pack, Pack> add)
        {
            if (Open(file, required) is not { } root)
            {
                return read;
            }

            read = add(root, read);
            root.Done();
            return read;
        }
    }
}

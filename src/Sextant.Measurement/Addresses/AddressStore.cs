using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Sextant.Store.Files;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Measurement.Addresses;

/// <summary>
/// The versions of address data under <c>addresses/</c> of the data folder: one table and one manifest each, kept for good, so that what
/// was said on a day can be said again. Nothing is fetched.
/// </summary>
public sealed class AddressStore(string dataFolder, IFileSystemCalls? calls = null)
{
    private const string TableSuffix = ".table";
    private const string ManifestSuffix = ".json";

    /// <summary>Where the versions lie.</summary>
    public string Folder { get; } = Path.Combine(dataFolder, "addresses");

    /// <summary>Every version, the one in force first.</summary>
    /// <exception cref="InvalidDataException">A manifest cannot be read.</exception>
    public IReadOnlyList<AddressVersion> Versions() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.EnumerateFiles(Folder, "*" + ManifestSuffix).Select(Manifest)
            .OrderByDescending(version => version.Date).ThenByDescending(version => version.LoadedAt).ThenBy(version => version.Table, StringComparer.Ordinal),
    ];

    /// <summary>The newest version of such facts that speaks of a day no later than this one; null when there is none.</summary>
    public AddressVersion? InForce(AddressFacts facts, DateOnly? at = null) =>
        Versions().FirstOrDefault(version => version.Facts == facts && (at is null || version.Date <= at));

    /// <summary>Reads a version's table and holds it against its manifest.</summary>
    /// <exception cref="InvalidDataException">The table is not the one that was loaded.</exception>
    public AddressTable Open(AddressVersion version)
    {
        string path = Path.Combine(Folder, Path.GetFileName(version.Table));
        byte[] bytes = File.Exists(path) ? File.ReadAllBytes(path) : throw new InvalidDataException($"{path} is missing.");
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != version.TableSha256)
        {
            throw new InvalidDataException($"{path} has changed since it was loaded.");
        }

        return AddressTableFile.TryRead(bytes, out AddressTable? table, out TableFault fault) ? table : throw new InvalidDataException($"{path}: {fault}.");
    }

    /// <summary>Keeps a table that was read. The same table of the same day is kept once.</summary>
    /// <param name="rows">The rows of all files.</param>
    /// <param name="about">Where they come from; what follows from the rows is filled in.</param>
    /// <returns>The version, and whether it is new.</returns>
    /// <exception cref="StorageException">The disk did not take it; nothing was loaded.</exception>
    public (AddressVersion Version, bool IsNew) Keep(AddressRows rows, AddressSource about)
    {
        AddressTable table = rows.Build(out OverlapCounts overlaps);
        byte[] bytes = AddressTableFile.Write(table);
        string sum = Convert.ToHexStringLower(SHA256.HashData(bytes));
        AddressFacts facts = table.Origins.Any(origin => origin.Number is not null) ? AddressFacts.Systems : AddressFacts.Countries;
        string name = string.Create(CultureInfo.InvariantCulture, $"{facts.ToString().ToLowerInvariant()}-{about.Date:yyyy-MM-dd}-{sum[..12]}");
        var version = new AddressVersion
        {
            Facts = facts,
            Source = about.Source,
            Licence = about.Licence,
            Date = about.Date,
            LoadedAt = about.LoadedAt,
            Format = about.Format,
            Files = about.Files,
            Table = name + TableSuffix,
            TableSha256 = sum,
            Rows = rows.Reading.Rows,
            Faults = rows.Reading.Faults.ToDictionary(fault => JsonNamingPolicy.KebabCaseLower.ConvertName(fault.Key.ToString()), fault => fault.Value.Rows),
            Overlaps = overlaps,
            SeveralOrigins = rows.Reading.SeveralOrigins,
            Origins = table.Origins.Count,
        };
        DurableFile.CreateFolder(Folder);
        using ProcessLock held = ProcessLock.TryAcquire(Path.Combine(Folder, "load.lock")) ?? throw new IOException($"Another process is loading into {Folder}.");
        string manifest = Path.Combine(Folder, name + ManifestSuffix);
        if (File.Exists(manifest))
        {
            return (Manifest(manifest), false);
        }

        Sweep();
        DurableFile.Write(Path.Combine(Folder, version.Table), bytes, calls);
        DurableFile.Write(manifest, JsonSerializer.SerializeToUtf8Bytes(version, AddressVersion.Json), calls);
        return (version, true);
    }

    // What a load that was killed left behind: files under way, and tables whose manifest never came.
    private void Sweep()
    {
        foreach (string path in Directory.EnumerateFiles(Folder))
        {
            if (path.EndsWith(DurableFile.TemporarySuffix, StringComparison.Ordinal)
                || (path.EndsWith(TableSuffix, StringComparison.Ordinal) && !File.Exists(Path.ChangeExtension(path, ManifestSuffix))))
            {
                File.Delete(path);
            }
        }
    }

    private static AddressVersion Manifest(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<AddressVersion>(File.ReadAllBytes(path), AddressVersion.Json) ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    }
}

/// <summary>What the person who loads data says of it, and what was read.</summary>
public sealed record AddressSource(string Source, string? Licence, DateOnly Date, AddressFormat Format, DateTimeOffset LoadedAt, IReadOnlyList<AddressFile> Files);

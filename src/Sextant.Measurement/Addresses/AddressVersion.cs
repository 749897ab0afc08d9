using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Measurement.Addresses;

/// <summary>What a table of addresses tells.</summary>
public enum AddressFacts
{
    /// <summary>Which autonomous system announces an address, and who holds that.</summary>
    Systems,

    /// <summary>To which country an address was given.</summary>
    Countries,
}

/// <summary>One loaded version of address data: where it came from, and what became of it. A version exists when this is on disk.</summary>
public sealed record AddressVersion
{
    /// <summary>What it tells.</summary>
    public required AddressFacts Facts { get; init; }

    /// <summary>Where it comes from, as whoever loaded it says.</summary>
    public required string Source { get; init; }

    /// <summary>Under which terms it may be used; null when nobody said.</summary>
    public string? Licence { get; init; }

    /// <summary>The day the source speaks of.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When it was loaded.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>Its form.</summary>
    public required AddressFormat Format { get; init; }

    /// <summary>The files it was made from.</summary>
    public required IReadOnlyList<AddressFile> Files { get; init; }

    /// <summary>The stored table's name in the folder.</summary>
    public required string Table { get; init; }

    /// <summary>The SHA-256 of the stored table.</summary>
    public required string TableSha256 { get; init; }

    /// <summary>Rows of the files, faulty ones included.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows left out, by fault.</summary>
    public required IReadOnlyDictionary<string, long> Faults { get; init; }

    /// <summary>Rows inside or across others, which the narrowest rule decided.</summary>
    public required OverlapCounts Overlaps { get; init; }

    /// <summary>Prefixes that several systems announced.</summary>
    public long SeveralOrigins { get; init; }

    /// <summary>Different origins.</summary>
    public required int Origins { get; init; }

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };
}

/// <summary>A file that was read.</summary>
/// <param name="Name">Its name without its folder.</param>
/// <param name="Sha256">Of its bytes as they lay there, compressed or not.</param>
/// <param name="Bytes">How many they were.</param>
public sealed record AddressFile(string Name, string Sha256, long Bytes);

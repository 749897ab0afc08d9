using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Store.Files;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Bulk;

/// <summary>
/// Where a run stands: so many bytes of the output, and which answers they hold. Lies beside the output while the run is not finished; written only
/// after the bytes that it speaks of are on the disk.
/// </summary>
internal sealed record BulkProgress
{
    public int Schema { get; init; } = 1;

    /// <summary>The head of the list, hashed.</summary>
    public required string List { get; init; }

    public required IReadOnlyList<string> Types { get; init; }

    public required string Format { get; init; }

    /// <summary>How names are resolved: answers of two ways are not mixed in one file.</summary>
    public required string Way { get; init; }

    /// <summary>Bytes of the output.</summary>
    public required long Length { get; init; }

    /// <summary>Where the first unfinished lot begins.</summary>
    public required long Offset { get; init; }

    public required long Line { get; init; }

    public required long Skipped { get; init; }

    public required IReadOnlyList<SkippedLine> FirstSkipped { get; init; }

    /// <summary>Bits of the lots from there on.</summary>
    public required IReadOnlyList<byte[]> Done { get; init; }

    public required IReadOnlyList<TallyRow> Tally { get; init; }

    public static string PathOf(string output) => output + ".progress";

    /// <summary>Null when there is none.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static BulkProgress? Read(string output)
    {
        string path = PathOf(output);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            BulkProgress? read = JsonSerializer.Deserialize(File.ReadAllBytes(path), BulkProgressJson.Default.BulkProgress);
            return read is { Schema: 1 } ? read : throw StorageException.Corrupt(path, "written by another version");
        }
        catch (JsonException)
        {
            throw StorageException.Corrupt(path, "it cannot be read");
        }
    }

    public void Write(string output, IFileSystemCalls calls) => DurableFile.Write(PathOf(output), JsonSerializer.SerializeToUtf8Bytes(this, BulkProgressJson.Default.BulkProgress), calls);

    public static IReadOnlyList<TallyRow> RowsOf(BulkTally tally) => [.. tally.All.Select(row => new TallyRow(row.Type.ToText(), row.Failure?.ToWord(), row.Count))];

    /// <summary>Adds the rows to a tally of the same types.</summary>
    public void AddTo(BulkTally tally)
    {
        foreach (TallyRow row in Tally)
        {
            Failure? failure = FailureWords.TryParse(row.Failure, out Failure known) ? known : null;
            tally.Add(Types.ToList().IndexOf(row.Type), failure, row.Count);
        }
    }

    /// <summary>Answers of one type and kind.</summary>
    internal sealed record TallyRow(string Type, string? Failure, long Count);
}

/// <summary>Without reflection: looking at the types would cost as much as ten thousand answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = [typeof(LineKindWords)])]
[JsonSerializable(typeof(BulkProgress))]
internal sealed partial class BulkProgressJson : JsonSerializerContext;

/// <summary>Kinds of lines by their words.</summary>
internal sealed class LineKindWords() : JsonStringEnumConverter<NameLineKind>(JsonNamingPolicy.KebabCaseLower);

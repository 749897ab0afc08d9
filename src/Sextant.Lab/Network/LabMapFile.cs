using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Wire;

namespace Sextant.Lab.Network;

/// <summary>A map as a file: how another process enters the world that <c>lab up</c> runs.</summary>
public static partial class LabMapFile
{
    /// <summary>The file's name in the folder it is written to.</summary>
    public const string Name = "lab-map.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = Form.Default,
        Converters =
        {
            new JsonStringEnumConverter<Transport>(JsonNamingPolicy.KebabCaseLower),
            new JsonStringEnumConverter<Family>(JsonNamingPolicy.KebabCaseLower),
            new JsonStringEnumConverter<PathFate>(JsonNamingPolicy.KebabCaseLower),
        },
    };

    /// <summary>Writes the map into a folder, whole or not at all (temporary name, then renamed); returns the file's path.</summary>
    public static string Write(LabMap map, string directory)
    {
        Directory.CreateDirectory(directory);
        string file = Path.Combine(directory, Name);
        string temporary = file + "." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(ToFile(map), Json));
        File.Move(temporary, file, overwrite: true);
        return file;
    }

    /// <summary>Reads a map that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is not a map, or maps to something that is not loopback.</exception>
    public static LabMap Read(string file)
    {
        try
        {
            var read = JsonSerializer.Deserialize<MapFile>(File.ReadAllText(file), Json)
                ?? throw new InvalidDataException($"{file}: not a map of a lab");
            return FromFile(read, file);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException($"{file}: not a map of a lab: {fault.Message}", fault);
        }
    }

    private static MapFile ToFile(LabMap map) => new(
        1,
        Environment.ProcessId,
        [.. map.Endpoints.Select(e => new EndpointRow(e.Virtual.Address.ToString(), e.Virtual.Port, e.Transport, e.Real.ToString()))],
        [.. map.Rules.Select(r => new RuleRow(
            r.Where.Family, r.Where.Address?.ToString(), r.Port, r.Fate, r.Every, (int)r.RoundTrip.TotalMilliseconds))],
        [.. map.Resolvers.Select(r => r.ToString())],
        map.RootHints,
        map.CaPem,
        [.. map.GlobalPrefixes.Select(p => p.ToString())],
        [.. map.PublicSuffixes],
        map.Anchors,
        new VantageRow(map.Vantage.V4?.ToString(), map.Vantage.V6?.ToString(), map.Vantage.EhloName));

    private static LabMap FromFile(MapFile read, string file)
    {
        if (read.Schema != 1)
        {
            throw new InvalidDataException($"{file}: schema {read.Schema} is not known");
        }

        var endpoints = read.Endpoints
            .Select(e => new MappedEndpoint(new IPEndPoint(IPAddress.Parse(e.Address), e.Port), e.Transport, IPEndPoint.Parse(e.Real)))
            .ToArray();
        if (endpoints.FirstOrDefault(e => !IPAddress.IsLoopback(e.Real.Address)) is { } foreign)
        {
            throw new InvalidDataException($"{file}: {foreign.Virtual} is mapped to {foreign.Real}, which is not loopback");
        }

        var rules = read.Rules.Select(r => new PathRule(
            new Where(r.Family, r.Address is null ? null : IPAddress.Parse(r.Address)),
            r.Port, r.Fate, r.Every, TimeSpan.FromMilliseconds(r.RoundTripMs)));
        return new LabMap(endpoints, rules)
        {
            Resolvers = [.. read.Resolvers.Select(IPEndPoint.Parse)],
            RootHints = read.RootHints,
            CaPem = read.CaPem,
            GlobalPrefixes = [.. read.GlobalPrefixes.Select(p => IPNetwork.Parse(p))],
            PublicSuffixes = read.PublicSuffixes,
            Anchors = read.Anchors,
            Vantage = new VantagePoint(Parse(read.Vantage.V4), Parse(read.Vantage.V6), read.Vantage.EhloName),
        };
    }

    private static IPAddress? Parse(string? address) => address is null ? null : IPAddress.Parse(address);

    private sealed record MapFile(
        int Schema, int ProcessId, EndpointRow[] Endpoints, RuleRow[] Rules, string[] Resolvers, string RootHints, string CaPem,
        string[] GlobalPrefixes, string[] PublicSuffixes, Anchors Anchors, VantageRow Vantage);

    private sealed record EndpointRow(string Address, int Port, Transport Transport, string Real);

    private sealed record RuleRow(Family? Family, string? Address, int? Port, PathFate Fate, int Every, int RoundTripMs);

    // Found out when Sextant is built: each command inside the lab reads a map.
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(MapFile))]
    private sealed partial class Form : JsonSerializerContext;

    private sealed record VantageRow(string? V4, string? V6, string EhloName);
}

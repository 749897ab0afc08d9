using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Lab;
using Sextant.Lab.Network;
using Sextant.Net;
using Sextant.Wire.Addresses;
using Sextant.Wire.Names;

namespace Sextant.Cli.Parts;

/// <summary>How one measures inside the lab country: by its network, resolvers, authority and references, all marked as the lab.</summary>
internal static class LabUse
{
    /// <summary>Where <c>lab up</c> leaves its map under the data folder.</summary>
    public const string Folder = "lab";

    /// <summary>Measures in the world of a map.</summary>
    public static MeasuringUse Of(LabMap map, INetwork network) => new()
    {
        Lab = true,
        Network = network,
        Resolvers = map.Resolvers,
        RootHints = map.RootHints,
        CaPem = map.CaPem,
        GlobalPrefixes = [.. map.GlobalPrefixes.Select(prefix => IpPrefix.Of(prefix.BaseAddress, prefix.PrefixLength))],
        Anchors = AnchorsOf(map.Anchors),
        Suffixes = PublicSuffixes.Default.With(map.PublicSuffixes),
        TopLevel = map.PublicSuffixes.FirstOrDefault(suffix => !suffix.Contains('.', StringComparison.Ordinal)),
    };

    /// <summary>Measures in the world that <c>lab up</c> holds under this data folder.</summary>
    /// <exception cref="BadInputException">No lab is up there.</exception>
    public static MeasuringUse Running(string dataFolder)
    {
        string file = Path.Combine(dataFolder, Folder, LabMapFile.Name);
        if (!File.Exists(file))
        {
            throw new BadInputException("lab.not-up", dataFolder);
        }

        try
        {
            LabMap map = LabMapFile.Read(file);
            return Of(map, new LabNetwork(map));
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("lab.bad-map", file, dataFolder);
        }
    }

    private static IReadOnlyList<Anchor> AnchorsOf(Anchors anchors) =>
    [
        new Anchor(AnchorKind.V4, anchors.V4Only),
        new Anchor(AnchorKind.V6, anchors.V6Only),
        new Anchor(AnchorKind.Dual, anchors.Dual),
        new Anchor(AnchorKind.Broken, anchors.Broken),
        new Anchor(AnchorKind.Smtp, anchors.Smtp),
    ];
}

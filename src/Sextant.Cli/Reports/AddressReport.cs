using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Addresses;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Cli.Reports;

/// <summary>How address data is shown: what is loaded, and who stands behind an address, each with source and date.</summary>
internal static class AddressReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>A word as it stands in JSON and options.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>What a version's rows were like.</summary>
    public static void Remarks(VerbRun run, AddressVersion version)
    {
        (OverlapCounts overlaps, long several) = (version.Overlaps, version.SeveralOrigins);
        if (overlaps != default)
        {
            run.Say("addresses.overlaps", overlaps.Nested, overlaps.Repeated, overlaps.Crossing);
        }

        if (several > 0)
        {
            run.Say("addresses.several", several);
        }
    }

    /// <summary>All versions; of each kind the first is in force.</summary>
    public static void Status(VerbRun run, IReadOnlyList<AddressVersion> versions, string folder, bool json)
    {
        var seen = new HashSet<AddressFacts>();
        (AddressVersion Version, bool InForce)[] all = [.. versions.Select(version => (version, seen.Add(version.Facts)))];
        if (json)
        {
            var array = new JsonArray([.. all.Select(one => Source(one.Version, node =>
            {
                node["inForce"] = one.InForce;
                node["licence"] = one.Version.Licence;
                node["loadedAt"] = one.Version.LoadedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
                node["rows"] = one.Version.Rows;
                node["origins"] = one.Version.Origins;
                node["faults"] = new JsonObject(one.Version.Faults.Select(fault => KeyValuePair.Create(fault.Key, (JsonNode?)fault.Value)));
                node["files"] = new JsonArray([.. one.Version.Files.Select(file => new JsonObject { ["name"] = file.Name, ["sha256"] = file.Sha256, ["bytes"] = file.Bytes })]);
            }))]);
            run.Console.Out.WriteLine(new JsonObject { ["schema"] = 1, ["versions"] = array }.ToJsonString(Indented));
            return;
        }

        if (all.Length == 0)
        {
            run.Say("addresses.none");
            return;
        }

        run.Say("addresses.folder", folder);
        foreach ((AddressVersion version, bool inForce) in all)
        {
            run.Say(inForce ? "addresses.in-force" : "addresses.kept", run.Texts["addresses.facts." + Word(version.Facts)], version.Source, Day(version), version.Rows, version.Origins, version.Faults.Values.Sum());
            run.Say("addresses.about", Word(version.Format), version.Licence ?? run.Texts["addresses.no-licence"], string.Join(", ", version.Files.Select(file => $"{file.Name} sha256:{file.Sha256}")));
        }
    }

    /// <summary>Who stands behind addresses.</summary>
    public static void Lookup(VerbRun run, KnownAddresses known, IReadOnlyList<IPAddress> addresses, bool json)
    {
        if (json)
        {
            run.Console.Out.WriteLine(new JsonObject
            {
                ["schema"] = 1,
                ["sources"] = new JsonArray([.. known.Versions.Select(version => Source(version, _ => { }))]),
                ["addresses"] = new JsonArray([.. addresses.Select(address => (JsonNode)Fact(address, known.Of(address)))]),
            }.ToJsonString(Indented));
            return;
        }

        foreach (IPAddress address in addresses)
        {
            AddressOrigin origin = known.Of(address);
            run.Say("addresses.line", address.ToString(), origin.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"AS{number}") : run.Texts["addresses.unknown"], origin.Holder ?? "-", origin.Country ?? "-");
        }

        foreach (AddressVersion version in known.Versions)
        {
            run.Say("addresses.source", run.Texts["addresses.facts." + Word(version.Facts)], version.Source, Day(version));
        }
    }

    private static JsonObject Fact(IPAddress address, AddressOrigin origin) => new()
    {
        ["address"] = address.ToString(),
        ["system"] = origin.Number,
        ["holder"] = origin.Holder,
        ["country"] = origin.Country,
    };

    private static JsonObject Source(AddressVersion version, Action<JsonObject> more)
    {
        var node = new JsonObject { ["facts"] = Word(version.Facts), ["source"] = version.Source, ["date"] = Day(version), ["table"] = version.Table, ["sha256"] = version.TableSha256 };
        more(node);
        return node;
    }

    private static string Day(AddressVersion version) => version.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Programme.Measured;
using Sextant.Wire.Names;

namespace Sextant.Programme.Papers.Units;

/// <summary>Who was seen in scans, by the name of their evidence, which never says anything else: a scan is taken apart once.</summary>
internal sealed class PartySights
{
    /// <summary>10,000 scans, some hundred bytes each: those of all units' names that do not pass. With more it begins anew.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Sights> _seen = new(StringComparer.Ordinal);

    /// <summary>A scan is of a name, with its site, mail and zone: what is kept of it here is small. What is gone is not remembered.</summary>
    internal Sights Of(string name, KeptEvidence evidence)
    {
        if (_seen.TryGetValue(name, out Sights? known))
        {
            return known;
        }

        Scan? scan;
        try
        {
            scan = evidence.Scan(name);
        }
        catch (InvalidDataException)
        {
            scan = null; // of a newer format: then nobody is named
        }

        if (scan is null)
        {
            return Sights.None;
        }

        if (_seen.Count >= Most)
        {
            _seen.Clear();
        }

        return _seen[name] = Sights.Of(scan);
    }
}

/// <summary>Who was seen in one scan.</summary>
/// <param name="Servers">Names of the zone's servers.</param>
/// <param name="Carriers">By kind of target, the networks of its addresses.</param>
internal sealed record Sights(IReadOnlyList<string> Servers, IReadOnlyDictionary<string, IReadOnlyList<(uint System, string? Holder)>> Carriers)
{
    internal static Sights None { get; } = new([], new Dictionary<string, IReadOnlyList<(uint, string?)>>());

    internal static Sights Of(Scan scan) => new(
        [.. (scan.Zone?.Delegation?.Names ?? []).Concat(scan.Zone?.ChildNames ?? []).Select(Plain).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        new Dictionary<string, IReadOnlyList<(uint, string?)>>(StringComparer.Ordinal)
        {
            ["site"] = Carry(scan, scan.Web?.Hosts.SelectMany(host => (Lookup[])[host.A, host.Aaaa])),
            ["mail"] = Carry(scan, scan.Mail?.Hosts.SelectMany(host => (Lookup[])[host.A, host.Aaaa])),
            ["zone"] = Carry(scan, scan.Zone?.Servers.SelectMany(server => (Lookup[])[server.A, server.Aaaa])),
        });

    // What is no host's name is not printed on a letter.
    private static string? Plain(string server) => HostName.TryParse(server.TrimEnd('.'), out HostName? name) ? name.Ascii : null;

    private static IReadOnlyList<(uint System, string? Holder)> Carry(Scan scan, IEnumerable<Lookup>? lookups)
    {
        HashSet<IPAddress> addresses = [.. (lookups ?? []).SelectMany(lookup => lookup.Addresses)];
        return [.. (scan.Origins?.Addresses ?? []).Where(one => one.System is not null && addresses.Contains(one.Address)).Select(one => (one.System!.Value, one.Holder)).DistinctBy(one => one.Value)];
    }
}

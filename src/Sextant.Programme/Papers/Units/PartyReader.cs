using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Observations;
using Sextant.Programme.Country;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Wire.Names;

namespace Sextant.Programme.Papers.Units;

/// <summary>
/// Names who runs the name servers of a target, and who carries its addresses, as its last scan saw them: as the register calls them where a domain or a network is an organisation's,
/// else as the network's holder or the servers' domain. Who the registrar is no scan sees, and the register does not hold it.
/// </summary>
internal sealed class PartyReader
{
    /// <summary>3 of a kind: with more nobody is named.</summary>
    private const int Most = 3;

    /// <summary>60 characters of a holder's name, which is others' text: the longest of a registry's holders that mean something.</summary>
    private const int MostLetters = 60;

    private readonly KeptEvidence _evidence;
    private readonly Dictionary<string, string> _domains = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, string> _networks = [];
    private readonly Dictionary<string, LocalText> _names;
    private readonly Dictionary<string, Sights> _seen = new(StringComparer.Ordinal);

    private PartyReader(KeptEvidence evidence, Dictionary<string, LocalText> names) => (_evidence, _names) = (evidence, names);

    /// <summary>Over what the register knows on a day of domains and networks.</summary>
    internal static async Task<PartyReader> OpenAsync(ProgrammeContext context, KeptEvidence evidence, AsOf asOf, CancellationToken cancellation)
    {
        var reader = new PartyReader(evidence, await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false));
        List<RegisterTarget> targets = await context.At<RegisterTarget>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (RegisterTarget row in targets.OrderBy(row => row.Kind == "zone" ? 0 : 1).ThenBy(row => row.Key, StringComparer.Ordinal))
        {
            reader._domains.TryAdd(row.Ascii, row.Organisation);
        }

        // Who settled whose network it is said it for returns; the pack says it of the rest.
        List<RegisterHolding> held = await context.Known<RegisterHolding>(asOf).Where(row => row.Kind == "network").ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterDesignation> given = await context.At<RegisterDesignation>(asOf).Where(row => row.Scheme == "asn").ToListAsync(cancellation).ConfigureAwait(false);
        foreach ((string number, string organisation) in held.Select(row => (row.Name, row.Organisation)).Concat(given.Select(row => (row.Value, row.Organisation))))
        {
            if (uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out uint system))
            {
                reader._networks.TryAdd(system, organisation);
            }
        }

        return reader;
    }

    /// <summary>Who is meant by each of these, over these targets of a unit.</summary>
    internal IReadOnlyDictionary<Party, IReadOnlyList<NamedParty>> Of(string unit, IReadOnlyList<Party> parties, IEnumerable<MeasuredTarget> targets)
    {
        (MeasuredTarget Target, Sights Seen)[] seen = [.. targets.Select(target => (target, target.Counted?.Evidence is { } name ? SightsOf(name) : Sights.None))];
        var named = new Dictionary<Party, IReadOnlyList<NamedParty>>();
        foreach (Party party in parties)
        {
            IEnumerable<NamedParty> actors = party switch
            {
                Party.DnsHost => seen.SelectMany(one => one.Seen.Servers).Select(server => Host(unit, server)),
                Party.Operator => seen.SelectMany(one => one.Seen.Carriers.GetValueOrDefault(one.Target.Target.Kind, [])).Select(carrier => Carrier(unit, carrier)),
                _ => [],
            };
            NamedParty[] distinct = [.. actors.Distinct().Take(Most)];
            if (distinct.Length > 0)
            {
                named[party] = distinct;
            }
        }

        return named;
    }

    private NamedParty Host(string unit, string server)
    {
        string domain = PublicSuffixes.Default.RegistrableDomain(server) ?? server;
        for (string name = server; name.Contains('.', StringComparison.Ordinal); name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (_domains.TryGetValue(name, out string? owner))
            {
                return new NamedParty(_names.GetValueOrDefault(owner), domain, owner == unit);
            }
        }

        return new NamedParty(null, domain);
    }

    private NamedParty Carrier(string unit, (uint System, string? Holder) carrier)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"AS{carrier.System}");
        return _networks.TryGetValue(carrier.System, out string? owner)
            ? new NamedParty(_names.GetValueOrDefault(owner), number, owner == unit)
            : new NamedParty(null, carrier.Holder is { Length: > 0 } holder ? $"{holder[..Math.Min(holder.Length, MostLetters)]}, {number}" : number);
    }

    // A scan is of a name, with its site, mail and zone: what is kept of it here is small.
    private Sights SightsOf(string evidence)
    {
        if (!_seen.TryGetValue(evidence, out Sights? sights))
        {
            Scan? scan;
            try
            {
                scan = _evidence.Scan(evidence);
            }
            catch (InvalidDataException)
            {
                scan = null; // of a newer format: then nobody is named
            }

            _seen[evidence] = sights = scan is null ? Sights.None : Sights.Of(scan);
        }

        return sights;
    }

    private sealed record Sights(IReadOnlyList<string> Servers, IReadOnlyDictionary<string, IReadOnlyList<(uint System, string? Holder)>> Carriers)
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
}

using System.Globalization;
using Sextant.Programme.Country;
using Sextant.Programme.Measured;
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
    private readonly PartyBook _book;
    private readonly PartySights _sights;

    private PartyReader(KeptEvidence evidence, PartyBook book, PartySights sights) => (_evidence, _book, _sights) = (evidence, book, sights);

    /// <summary>Over what the register knows on a day of domains and networks.</summary>
    internal static async Task<PartyReader> OpenAsync(ProgrammeDatabase database, KeptEvidence evidence, AsOf asOf, CancellationToken cancellation) =>
        new(evidence, await PartyBook.OpenAsync(database, asOf, cancellation).ConfigureAwait(false), database.Memory.Own<PartySights>());

    /// <summary>Who is meant by each of these, over these targets of a unit.</summary>
    internal IReadOnlyDictionary<Party, IReadOnlyList<NamedParty>> Of(string unit, IReadOnlyList<Party> parties, IEnumerable<MeasuredTarget> targets)
    {
        (MeasuredTarget Target, Sights Seen)[] seen = [.. targets.Select(target => (target, target.Counted?.Evidence is { } name ? _sights.Of(name, _evidence) : Sights.None))];
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
            if (_book.Domains.TryGetValue(name, out string? owner))
            {
                return new NamedParty(_book.Names.GetValueOrDefault(owner), domain, owner == unit);
            }
        }

        return new NamedParty(null, domain);
    }

    private NamedParty Carrier(string unit, (uint System, string? Holder) carrier)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"AS{carrier.System}");
        return _book.Networks.TryGetValue(carrier.System, out string? owner)
            ? new NamedParty(_book.Names.GetValueOrDefault(owner), number, owner == unit)
            : new NamedParty(null, carrier.Holder is { Length: > 0 } holder ? $"{holder[..Math.Min(holder.Length, MostLetters)]}, {number}" : number);
    }
}

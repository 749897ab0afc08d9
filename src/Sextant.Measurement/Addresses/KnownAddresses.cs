using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Measurement.Addresses;

/// <summary>What is known of addresses: the tables in force, each with its source and date. Without a table nothing is said.</summary>
public sealed class KnownAddresses
{
    private readonly AddressTable? _systems;
    private readonly AddressTable? _countries;

    private KnownAddresses(AddressTable? systems, AddressTable? countries, IReadOnlyList<AddressVersion> versions) =>
        (_systems, _countries, Versions) = (systems, countries, versions);

    /// <summary>No table.</summary>
    public static KnownAddresses None { get; } = new(null, null, []);

    /// <summary>The versions that answer.</summary>
    public IReadOnlyList<AddressVersion> Versions { get; }

    /// <summary>Whether anything says which system an address belongs to.</summary>
    public bool KnowsSystems => _systems is not null;

    /// <summary>The tables in force on a day, by default the newest.</summary>
    /// <exception cref="InvalidDataException">A stored table is damaged.</exception>
    public static KnownAddresses Open(AddressStore store, DateOnly? at = null)
    {
        AddressVersion? systems = store.InForce(AddressFacts.Systems, at);
        AddressVersion? countries = store.InForce(AddressFacts.Countries, at);
        return systems is null && countries is null ? None : new KnownAddresses(
            systems is null ? null : store.Open(systems), countries is null ? null : store.Open(countries), [.. new[] { systems, countries }.OfType<AddressVersion>()]);
    }

    /// <summary>The system that announces an address; null when no table says so.</summary>
    public uint? SystemOf(IPAddress address) => _systems?.Find(address)?.Number;

    /// <summary>All that is known of an address; what is not stays null.</summary>
    public AddressOrigin Of(IPAddress address)
    {
        AddressOrigin? system = _systems?.Find(address);
        return new AddressOrigin(system?.Number, system?.Holder, _countries?.Find(address)?.Country);
    }

    /// <summary>The same for all addresses of a scan; null when there is no table.</summary>
    public OriginObservation? Look(IEnumerable<IPAddress> addresses) => Versions.Count == 0 ? null : new OriginObservation
    {
        Sources = [.. Versions.Select(version => new OriginSource(version.Facts == AddressFacts.Systems ? "systems" : "countries", version.Source, version.Date, version.TableSha256))],
        Addresses = [.. addresses.Distinct().Select(address => (Address: address, Origin: Of(address)))
            .Select(pair => new AddressOriginSeen(pair.Address, pair.Origin.Number, pair.Origin.Holder, pair.Origin.Country))],
    };
}

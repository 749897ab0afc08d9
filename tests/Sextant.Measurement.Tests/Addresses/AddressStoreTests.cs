using System.Net;
using System.Text;
using Sextant.Measurement.Addresses;
using Sextant.Store.Files;
using Sextant.Testing;
using Sextant.Testing.Faults;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Measurement.Tests.Addresses;

public sealed class AddressStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress Address = IPAddress.Parse("2001:dc8:c001::53");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_table_nothing_is_said()
    {
        var known = KnownAddresses.Open(new AddressStore(_folder.Path));

        Assert.Same(KnownAddresses.None, known);
        Assert.Null(known.SystemOf(Address));
        Assert.Null(known.Look([Address]));
    }

    [Fact]
    public void The_newest_day_is_in_force_and_earlier_ones_can_still_be_asked()
    {
        var store = new AddressStore(_folder.Path);
        Keep(store, "2001:dc8::,2001:dc8:ffff:ffff:ffff:ffff:ffff:ffff,2,Later", new DateOnly(2026, 6, 17));
        Keep(store, "2001:dc8::,2001:dc8:ffff:ffff:ffff:ffff:ffff:ffff,1,Earlier", new DateOnly(2025, 1, 1), Now.AddHours(1));
        Keep(store, "2001:dc8::,2001:dc8:ffff:ffff:ffff:ffff:ffff:ffff,VN", new DateOnly(2026, 3, 1));

        Assert.Equal(3, new AddressStore(_folder.Path).Versions().Count);
        Assert.Equal(new AddressOrigin(2, "Later", "VN"), KnownAddresses.Open(store).Of(Address));
        Assert.Equal(new AddressOrigin(1, "Earlier", null), KnownAddresses.Open(store, new DateOnly(2026, 2, 1)).Of(Address));
        Assert.Empty(KnownAddresses.Open(store, new DateOnly(2024, 1, 1)).Versions);
        var seen = KnownAddresses.Open(store).Look([Address, Address, IPAddress.Loopback])!;
        Assert.Equal([("systems", "test"), ("countries", "test")], seen.Sources.Select(source => (source.Facts, source.Source)));
        Assert.Equal([(2u, "VN"), (null, null)], seen.Addresses.Select(one => (one.System, one.Country)));
    }

    [Fact]
    public void The_same_table_of_the_same_day_is_kept_once()
    {
        var store = new AddressStore(_folder.Path);
        Assert.True(Keep(store, "1.0.0.0,1.0.0.255,5,x", new DateOnly(2026, 1, 1)).IsNew);
        Assert.False(Keep(store, "1.0.0.0,1.0.0.127,5,x\n1.0.0.128,1.0.0.255,5,x", new DateOnly(2026, 1, 1)).IsNew);
        Assert.True(Keep(store, "1.0.0.0,1.0.0.255,5,x", new DateOnly(2026, 1, 2)).IsNew);
    }

    [Fact]
    public void A_table_that_changed_on_disk_is_not_believed()
    {
        var store = new AddressStore(_folder.Path);
        AddressVersion version = Keep(store, "1.0.0.0,1.0.0.255,5,x", new DateOnly(2026, 1, 1)).Version;
        string path = Path.Combine(store.Folder, version.Table);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("changed", Assert.Throws<InvalidDataException>(() => store.Open(version)).Message, StringComparison.Ordinal);

        File.Delete(path);
        Assert.Contains("missing", Assert.Throws<InvalidDataException>(() => KnownAddresses.Open(store)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_disk_did_not_take_is_no_version_and_is_swept()
    {
        var faulty = new FaultyFileSystem();
        var store = new AddressStore(_folder.Path, faulty);
        Keep(store, "1.0.0.0,1.0.0.255,5,x", new DateOnly(2026, 1, 1));
        // The second is room for the table (45 bytes) but not for its manifest.
        foreach ((long room, int sync, int rename) in ((long, int, int)[])[(0, 0, 0), (60, 0, 0), (long.MaxValue, 5, 0), (long.MaxValue, 0, 5)])
        {
            (faulty.Room, faulty.SyncError, faulty.RenameError) = (room, sync, rename);
            Assert.Throws<StorageException>(() => Keep(store, "1.0.0.0,1.0.0.255,6,y", new DateOnly(2026, 1, 2)));
            Assert.Equal(new DateOnly(2026, 1, 1), Assert.Single(store.Versions()).Date);
        }

        Assert.Equal(5u, KnownAddresses.Open(store).SystemOf(IPAddress.Parse("1.0.0.1")));
        (faulty.Room, faulty.SyncError, faulty.RenameError) = (long.MaxValue, 0, 0);
        Keep(store, "1.0.0.0,1.0.0.255,7,z", new DateOnly(2026, 1, 3));
        Assert.Equal(7u, KnownAddresses.Open(store).SystemOf(IPAddress.Parse("1.0.0.1")));
        Assert.Equal(2, Directory.EnumerateFiles(store.Folder, "*.table").Count());
    }

    private static (AddressVersion Version, bool IsNew) Keep(AddressStore store, string csv, DateOnly date, DateTimeOffset? at = null)
    {
        var rows = new AddressRows();
        RangeCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), rows);
        return store.Keep(rows, new AddressSource("test", "CC0", date, AddressFormat.RangeCsv, at ?? Now, [new AddressFile("x.csv", "00", csv.Length)]));
    }
}

using System.Text;
using Sextant.Measurement.Bulk;
using Sextant.Net.Bulk;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Tests.Bulk;

public sealed class NameLotsTests
{
    [Theory]
    [InlineData("Example.VN", "example.vn")]
    [InlineData("  example.vn.\r", "example.vn")]
    [InlineData("_dmarc.example.vn", "_dmarc.example.vn")]
    [InlineData("*.example.vn", "*.example.vn")]
    [InlineData("bộ-nội-vụ.vn", "xn--b-ni-v-3n8bc5i.vn")]
    [InlineData("vn", "vn")]
    [InlineData("1.0.0.127.in-addr.arpa", "1.0.0.127.in-addr.arpa")]
    public void Names_are_read_in_every_spelling(string line, string expected)
    {
        byte[] wire = new byte[256];
        Assert.Equal(NameLineKind.Name, NameLine.Read(Encoding.UTF8.GetBytes(line), wire, out int length));
        Assert.True(DnsName.TryFromWire(wire[..length], out DnsName? name));
        Assert.Equal(expected, name.ToString());
    }

    [Theory]
    [InlineData("", NameLineKind.Nothing)]
    [InlineData("   \t\r", NameLineKind.Nothing)]
    [InlineData("# comment", NameLineKind.Nothing)]
    [InlineData("two words.vn", NameLineKind.BadCharacter)]
    [InlineData("https://example.vn/", NameLineKind.BadCharacter)]
    [InlineData("1,google.com", NameLineKind.BadCharacter)]
    [InlineData("a\0b.vn", NameLineKind.BadCharacter)]
    [InlineData("\u001b[2Jevil.vn", NameLineKind.BadCharacter)]
    [InlineData("=cmd|'/C calc'!A0", NameLineKind.BadCharacter)]
    [InlineData("a..vn", NameLineKind.EmptyLabel)]
    [InlineData(".vn", NameLineKind.EmptyLabel)]
    [InlineData(".", NameLineKind.EmptyLabel)]
    [InlineData("192.0.2.1", NameLineKind.Address)]
    [InlineData("2001:db8::1", NameLineKind.BadCharacter)]
    [InlineData("\u202Eevil.vn", NameLineKind.BadInternational)]
    public void What_is_no_name_is_told(string line, NameLineKind expected) =>
        Assert.Equal(expected, NameLine.Read(Encoding.UTF8.GetBytes(line), new byte[256], out _));

    [Fact]
    public void The_longest_names_fit_and_longer_ones_do_not()
    {
        string label = new('a', 63);
        Assert.Equal(NameLineKind.Name, Read($"{label}.vn"));
        Assert.Equal(NameLineKind.LabelTooLong, Read($"{label}a.vn"));
        string longest = string.Join('.', label, label, label, new string('a', 61));
        Assert.Equal(253, longest.Length);
        Assert.Equal(NameLineKind.Name, Read(longest));
        Assert.Equal(NameLineKind.NameTooLong, Read(longest + "a"));
        Assert.Equal(NameLineKind.NameTooLong, Read(string.Join('.', Enumerable.Repeat("a", 200))));
    }

    [Fact]
    public void Skipped_lines_are_counted_and_the_first_are_named()
    {
        string list = "\uFEFFone.vn\nbad name\n\n# no\n" + new string('x', 300_000) + "\ntwo.vn\n" + string.Concat(Enumerable.Repeat("..\n", 20)) + "three.vn";
        using var lots = Of(list);
        var lot = new BulkLot();
        Assert.True(lots.TryTake(lot));
        Assert.Equal(["one.vn", "two.vn", "three.vn"], Names(lot));
        Assert.False(lots.TryTake(lot));
        Assert.Equal(22, lots.Skipped);
        Assert.Equal((10, new SkippedLine(2, NameLineKind.BadCharacter), new SkippedLine(5, NameLineKind.LineTooLong), new SkippedLine(7, NameLineKind.EmptyLabel)), (lots.FirstSkipped.Count, lots.FirstSkipped[0], lots.FirstSkipped[1], lots.FirstSkipped[2]));
    }

    [Fact]
    public void A_list_read_again_from_a_lots_beginning_gives_the_same_lots()
    {
        string list = string.Join('\n', Enumerable.Range(0, 5000).Select(i => i % 7 == 0 ? "not a name" : $"{new string('a', i % 50)}n{i}.example.vn"));
        using var whole = Of(list);
        var lot = new BulkLot();
        var places = new List<(ListPlace Place, string[] Names)>();
        for (ListPlace place = whole.Place; whole.TryTake(lot); place = whole.Place)
        {
            places.Add((place, Names(lot)));
        }

        Assert.Equal(5000 - 715, places.Sum(p => p.Names.Length));
        foreach (int from in (int[])[1, places.Count / 2, places.Count - 1])
        {
            using var again = Of(list);
            again.GoTo(places[from].Place.Offset, places[from].Place.Line, places[from].Place.Skipped, []);
            foreach ((_, string[] names) in places.Skip(from))
            {
                Assert.True(again.TryTake(lot));
                Assert.Equal(names, Names(lot));
            }

            Assert.False(again.TryTake(lot));
            Assert.Equal(715, again.Skipped);
        }
    }

    private static NameLineKind Read(string line) => NameLine.Read(Encoding.ASCII.GetBytes(line), new byte[256], out _);

    private static NameLots Of(string list) => new(new MemoryStream(Encoding.UTF8.GetBytes(list)), NameSet.Empty);

    private static string[] Names(BulkLot lot) => [.. Enumerable.Range(0, lot.Count).Select(i =>
    {
        Assert.True(DnsName.TryFromWire(lot.Name(i), out DnsName? name));
        return name.ToString();
    })];
}

using System.Net;
using System.Text;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Wire.Tests.Addresses.Origins;

public sealed class ReaderTests
{
    private const string Csv = """
        1.0.0.0,1.0.0.255,13335,"Cloudflare, Inc."
        1.0.128.0,1.0.196.255,AS23969,"TOT ""Public"" Company"
        103.138.210.0,103.138.210.255,4294967294,
        2001:dc8:c001::,2001:dc8:c001:ffff:ffff:ffff:ffff:ffff,7552,Tập đoàn Công nghiệp – Viễn thông Quân đội
        """;

    private const string Delegated = """
        2|apnic|20261120|4|19830613|20261119|+1000
        apnic|*|ipv4|*|2|summary
        # comment
        apnic|VN|ipv4|203.113.128.0|16384|19990208|allocated|A91A560A
        apnic|VN|ipv4|1.0.1.0|768|20110414|assigned|A91A560A
        apnic|VN|ipv6|2001:dc8::|32|20010910|allocated|A91A560A
        apnic|VN|asn|7552|1|20020820|allocated|A91A560A
        apnic||ipv6|2001:df8::|32||available|
        """;

    private const string Dump = """
        TABLE_DUMP2|1760000000|B|192.0.2.1|64496|1.0.0.0/24|64496 13335|IGP|192.0.2.1|0|0||NAG||
        TABLE_DUMP2|1760000000|B|192.0.2.2|64497|1.0.0.0/24|64497 64500|IGP|192.0.2.2|0|0||NAG||
        TABLE_DUMP2|1760000000|B|192.0.2.3|64498|1.0.0.0/24|64498 174 13335|IGP|192.0.2.3|0|0||NAG||
        TABLE_DUMP2|1760000000|B|192.0.2.1|64496|1.0.0.0/8|64496 2.1|IGP|192.0.2.1|0|0||NAG||
        TABLE_DUMP2|1760000000|B|2001:db8::1|64496|2401:d800::/32|64496 7552 {7552}|IGP|2001:db8::1|0|0||NAG||
        """;

    [Fact]
    public void Ranges_are_read_with_quotes_words_and_large_numbers()
    {
        AddressRows rows = Read(RangeCsv.Read, Csv, expected: 4);
        AddressTable table = rows.Build(out _);

        Assert.Equal(new AddressOrigin(13335, "Cloudflare, Inc.", null), Find(table, "1.0.0.77"));
        Assert.Equal(new AddressOrigin(23969, "TOT \"Public\" Company", null), Find(table, "1.0.196.255"));
        Assert.Null(Find(table, "1.0.197.0"));
        Assert.Equal(new AddressOrigin(4294967294, null, null), Find(table, "103.138.210.1"));
        Assert.Equal("Tập đoàn Công nghiệp – Viễn thông Quân đội", Find(table, "2001:dc8:c001::53")!.Holder);
    }

    [Fact]
    public void Registrations_say_the_country_and_no_system()
    {
        AddressRows rows = Read(DelegatedFile.Read, Delegated, expected: 3);
        AddressTable table = rows.Build(out _);

        Assert.Equal(5, rows.Reading.Rows);
        Assert.Equal(2, rows.Reading.NotOfAddresses);
        Assert.Equal(new AddressOrigin(null, null, "VN"), Find(table, "203.113.191.255"));
        Assert.Null(Find(table, "203.113.192.0"));
        Assert.Equal("VN", Find(table, "1.0.3.255")!.Country); // 768 addresses are no prefix
        Assert.Null(Find(table, "1.0.4.0"));
        Assert.Equal("VN", Find(table, "2001:dc8:ffff:ffff:ffff:ffff:ffff:ffff")!.Country);
        Assert.Null(Find(table, "2001:df8::1"));
    }

    [Fact]
    public void Of_routes_the_longest_prefix_and_the_origin_most_peers_saw_hold()
    {
        AddressRows rows = Read(RouteDump.Read, Dump, expected: 3);
        AddressTable table = rows.Build(out OverlapCounts overlaps);

        Assert.Equal(1, rows.Reading.SeveralOrigins);
        Assert.Equal(1, overlaps.Nested);
        Assert.Equal(13335u, Find(table, "1.0.0.255")!.Number);
        Assert.Equal(131073u, Find(table, "1.0.1.0")!.Number);
        Assert.Equal(7552u, Find(table, "2401:d800::1")!.Number);
    }

    [Theory]
    [InlineData("1.0.0.1,1.0.0.0,5,x", RowFault.Inverted)]
    [InlineData("1.0.0.0,2001::,5,x", RowFault.MixedFamilies)]
    [InlineData("1.0.0,1.0.0.255,5,x", RowFault.BadAddress)]
    [InlineData("1.0.0.00,1.0.0.255,5,x", RowFault.BadAddress)]
    [InlineData("1.0.0.0,1.0.0.256,5,x", RowFault.BadAddress)]
    [InlineData("fe80::1%1,fe80::2,5,x", RowFault.BadAddress)]
    [InlineData("16777216,16777471,5,x", RowFault.BadAddress)]
    [InlineData("1.0.0.0,1.0.0.255", RowFault.TooFewFields)]
    [InlineData("1.0.0.0,1.0.0.255,0,x", RowFault.BadNumber)]
    [InlineData("1.0.0.0,1.0.0.255,4294967296,x", RowFault.BadNumber)]
    [InlineData("1.0.0.0,1.0.0.255,-1,x", RowFault.BadNumber)]
    [InlineData("1.0.0.0,1.0.0.255,70000.1,x", RowFault.BadNumber)]
    [InlineData("1.0.0.0,1.0.0.255,ZZ", RowFault.BadCountry)]
    [InlineData("1.0.0.0,1.0.0.255,5,\"x", RowFault.BadQuoting)]
    [InlineData("1.0.0.0,1.0.0.255,5,\"x\"y", RowFault.BadQuoting)]
    [InlineData("1.0.0.0,1.0.0.255,5,x\"", RowFault.BadQuoting)]
    public void A_faulty_range_is_named_and_left_out(string row, RowFault fault) => Faulty(RangeCsv.Read, row, fault);

    [Theory]
    [InlineData("apnic|VN|ipv4|1.0.1.0|0|20110414|assigned|A", RowFault.BadLength)]
    [InlineData("apnic|VN|ipv4|255.255.255.0|257|20110414|assigned|A", RowFault.BadLength)]
    [InlineData("apnic|VN|ipv6|2001:dc8::|129|20110414|assigned|A", RowFault.BadLength)]
    [InlineData("apnic|VN|ipv6|2001:dc8::1|32|20110414|assigned|A", RowFault.BitsBeyondLength)]
    [InlineData("apnic|VN|ipv6|1.0.1.0|32|20110414|assigned|A", RowFault.MixedFamilies)]
    [InlineData("apnic|VN|ipv4|1.0.1|256|20110414|assigned|A", RowFault.BadAddress)]
    [InlineData("apnic|ZZ|ipv4|1.0.1.0|256|20110414|assigned|A", RowFault.BadCountry)]
    [InlineData("apnic|VN|ipv4|1.0.1.0|256", RowFault.TooFewFields)]
    public void A_faulty_registration_is_named_and_left_out(string row, RowFault fault) => Faulty(DelegatedFile.Read, row, fault);

    [Theory]
    [InlineData("TABLE_DUMP2|1|B|192.0.2.1|64496|1.0.0.0/24|64496 {5,6}|IGP", RowFault.AsSet)]
    [InlineData("TABLE_DUMP2|1|B|192.0.2.1|64496|0.0.0.0/0|64496|IGP", RowFault.DefaultRoute)]
    [InlineData("TABLE_DUMP2|1|B|192.0.2.1|64496|::/0|64496|IGP", RowFault.DefaultRoute)]
    [InlineData("TABLE_DUMP2|1|B|192.0.2.1|64496|1.0.0.1/24|64496|IGP", RowFault.BitsBeyondLength)]
    [InlineData("TABLE_DUMP2|1|B|192.0.2.1|64496|1.0.0.0/33|64496|IGP", RowFault.BadLength)]
    [InlineData("TABLE_DUMP2|1|B|192.0.2.1|64496|1.0.0.0/24||IGP", RowFault.BadNumber)]
    [InlineData("TABLE_DUMP2|1|B|192.0.2.1|64496|1.0.0.0/24|64496 0|IGP", RowFault.BadNumber)]
    [InlineData("TABLE_DUMP2|1|B|192.0.2.1|64496|1.0.0.0/24", RowFault.TooFewFields)]
    [InlineData("BGP4MP|1|W|192.0.2.1|64496|1.0.0.0/24", RowFault.NotARoute)]
    public void A_faulty_route_is_named_and_left_out(string row, RowFault fault) => Faulty(RouteDump.Read, row, fault);

    [Fact]
    public void Lines_of_any_length_and_bytes_of_any_kind_are_named_and_do_not_end_the_reading()
    {
        byte[] good = "1.0.0.0,1.0.0.255,5,x\n"u8.ToArray();
        byte[] file = [.. "\uFEFFfirst,last,asn,name\r\n"u8, .. good, .. Enumerable.Repeat((byte)'a', 300_000), (byte)'\n', .. "1.0.0.0,1.0.0.1,6,"u8, 0xC3, (byte)'\n', .. "\r\n# note\n"u8, .. "1.0.1.0,1.0.1.255,7,y"u8];
        var rows = new AddressRows();
        RangeCsv.Read(new DribblingStream(file), rows);

        Assert.Equal(2, rows.Count);
        Assert.Equal(4, rows.Reading.Rows);
        Assert.Equal([(RowFault.LineTooLong, 1L, 3L), (RowFault.NotUtf8, 1L, 4L)], rows.Reading.Faults.Select(f => (f.Key, f.Value.Rows, f.Value.FirstLine)));
    }

    [Fact]
    public void A_file_cut_anywhere_gives_its_whole_rows_and_at_most_one_fault()
    {
        foreach ((Action<Stream, AddressRows> read, string text) in new (Action<Stream, AddressRows>, string)[] { (RangeCsv.Read, Csv), (DelegatedFile.Read, Delegated), (RouteDump.Read, Dump) })
        {
            byte[] whole = Encoding.UTF8.GetBytes(text);
            for (int length = 0; length <= whole.Length; length++)
            {
                var rows = new AddressRows();
                read(new MemoryStream(whole, 0, length), rows);
                Assert.InRange(rows.Reading.Faulty, 0, 1);
            }
        }
    }

    [Fact]
    public void Random_bytes_are_read_to_their_end()
    {
        var random = new Random(1);
        byte[] alphabet = [.. ",|\"\n\r:.{} #/0123456789abfASVNTABLE_DUMP2Bipv46allocated"u8, 0xFF, 0];
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(200)).Select(_ => alphabet[random.Next(alphabet.Length)])];
            foreach (Action<Stream, AddressRows> read in (Action<Stream, AddressRows>[])[RangeCsv.Read, DelegatedFile.Read, RouteDump.Read])
            {
                var rows = new AddressRows();
                read(new MemoryStream(bytes), rows);
                Assert.InRange(rows.Count + rows.Reading.Faulty, 0, rows.Reading.Rows);
            }
        }
    }

    private static AddressRows Read(Action<Stream, AddressRows> read, string text, int expected)
    {
        var rows = new AddressRows();
        read(new MemoryStream(Encoding.UTF8.GetBytes(text)), rows);
        Assert.Empty(rows.Reading.Faults);
        Assert.Equal(expected, rows.Count);
        return rows;
    }

    private static void Faulty(Action<Stream, AddressRows> read, string row, RowFault fault)
    {
        var rows = new AddressRows();
        read(new MemoryStream(Encoding.UTF8.GetBytes("#\n" + row)), rows);
        Assert.Equal([(fault, 1L, 2L)], rows.Reading.Faults.Select(f => (f.Key, f.Value.Rows, f.Value.FirstLine)));
        Assert.Equal((0, 1L), (rows.Count, rows.Reading.Rows));
    }

    private static AddressOrigin? Find(AddressTable table, string address) => table.Find(IPAddress.Parse(address));

    /// <summary>Gives 1 to 5,000 bytes at a time, as pipes and decompressors do.</summary>
    private sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly Random _random = new(5);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + _random.Next(5000)));
    }
}

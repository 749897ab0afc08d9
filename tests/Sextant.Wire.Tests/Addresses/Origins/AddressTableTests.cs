using System.Net;
using System.Text;
using Sextant.Testing;
using Sextant.Wire.Addresses;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Wire.Tests.Addresses.Origins;

public sealed class AddressTableTests
{
    private sealed record Row(UInt128 First, UInt128 Last, uint System);

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_lookup_says_what_a_scan_of_all_rows_says(int seed)
    {
        var random = new Random(seed);
        foreach (Family family in (Family[])[Family.V4, Family.V6])
        {
            List<Row> rows = RandomRows(random, family, 1 + random.Next(60));
            AddressTable table = Table(family, rows);
            foreach (UInt128 at in Places(random, family, rows))
            {
                Assert.Equal(Naive(rows, at), table.Find(ToAddress(family, at))?.Number);
                if (family == Family.V4)
                {
                    Assert.Equal(Naive(rows, at), table.Find(ToAddress(Family.V4, at).MapToIPv6())?.Number);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_stored_table_says_the_same(int seed)
    {
        var random = new Random(seed);
        List<Row> rows = RandomRows(random, Family.V6, 40);
        Assert.True(AddressTableFile.TryRead(AddressTableFile.Write(Table(Family.V6, rows)), out AddressTable? table, out _));
        Assert.All(Places(random, Family.V6, rows), at => Assert.Equal(Naive(rows, at), table.Find(ToAddress(Family.V6, at))?.Number));
    }

    [Fact]
    public void The_whole_space_can_have_one_origin_with_holes_in_it()
    {
        AddressTable table = Read("::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,4294967295,All\n2001:db8::,2001:db8::,7,One\n0.0.0.0,255.255.255.255,9,Old\n255.255.255.255,255.255.255.255,8,End\n");

        Assert.Equal(4294967295u, Of("::"));
        Assert.Equal(4294967295u, Of("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
        Assert.Equal(7u, Of("2001:db8::"));
        Assert.Equal(4294967295u, Of("2001:db8::1"));
        Assert.Equal(4294967295u, Of("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff"));
        Assert.Equal(9u, Of("0.0.0.0"));
        Assert.Equal(8u, Of("255.255.255.255"));
        Assert.Equal(9u, Of("::ffff:255.255.255.254"));
        uint? Of(string address) => table.Find(IPAddress.Parse(address))?.Number;
    }

    [Fact]
    public void An_empty_table_knows_nobody()
    {
        AddressTable table = new AddressRows().Build(out _);

        Assert.Null(table.Find(IPAddress.Parse("2001:db8::1")));
        Assert.Null(table.Find(IPAddress.Parse("192.0.2.1")));
        Assert.True(AddressTableFile.TryRead(AddressTableFile.Write(table), out table!, out _));
        Assert.Null(table.Find(IPAddress.IPv6Any));
    }

    [Fact]
    public void Of_overlapping_ranges_the_narrowest_holds_and_of_equal_ones_the_last()
    {
        var rows = new AddressRows();
        RangeCsv.Read(new MemoryStream("""
            192.0.2.0,192.0.2.255,1,wide
            192.0.2.16,192.0.2.31,2,narrow
            192.0.2.16,192.0.2.31,3,again
            192.0.2.28,192.0.2.35,4,across
            """u8.ToArray()), rows);
        AddressTable table = rows.Build(out OverlapCounts overlaps);

        Assert.Equal(new OverlapCounts(Nested: 1, Repeated: 1, Crossing: 1), overlaps);
        Assert.Equal([1u, 3u, 4u, 4u, 1u], from last in (int[])[15, 27, 28, 35, 36] select table.Find(IPAddress.Parse($"192.0.2.{last}"))!.Number!.Value);
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        AddressTable table = Read("2001:db8::,2001:db8:0:1::7,7,One\n192.0.2.0,192.0.2.7,8,Two\n");
        IPAddress v6 = IPAddress.Parse("2001:db8:0:1::7");
        IPAddress v4 = IPAddress.Parse("192.0.2.3");
        table.Find(v6);
        table.Find(v4);
        Assert.Equal(0, Allocations.Least(() =>
        {
            table.Find(v6);
            table.Find(v4);
        }));
    }

    [Fact]
    public void A_stored_table_that_is_cut_or_changed_is_refused_or_still_one()
    {
        byte[] whole = AddressTableFile.Write(Read("2001:db8::,2001:db8:0:1::7,7,One\n192.0.2.0,192.0.2.7,8,Hai\n10.0.0.0,10.255.255.255,VN\n"));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(AddressTableFile.TryRead(whole.AsSpan(0, length), out _, out TableFault fault));
            Assert.Equal(TableFault.Cut, fault);
        }

        Assert.False(AddressTableFile.TryRead([.. whole, 0], out _, out TableFault leftover));
        Assert.Equal(TableFault.Leftover, leftover);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0xFF;
            if (AddressTableFile.TryRead(changed, out AddressTable? table, out _))
            {
                table.Find(IPAddress.Parse("2001:db8::1"));
                table.Find(IPAddress.Parse("192.0.2.1"));
            }
        }
    }

    internal static AddressTable Read(string csv)
    {
        var rows = new AddressRows();
        RangeCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), rows);
        Assert.Empty(rows.Reading.Faults);
        return rows.Build(out _);
    }

    private static AddressTable Table(Family family, List<Row> rows) =>
        Read(string.Concat(rows.Select(row => $"{ToAddress(family, row.First)},{ToAddress(family, row.Last)},{row.System},\"Holder, {row.System}\"\n")));

    // The specification in its plainest form: the narrowest, of equal ones the last.
    private static uint? Naive(List<Row> rows, UInt128 at) => rows.Where(row => row.First <= at && at <= row.Last).Reverse().MinBy(row => row.Last - row.First)?.System;

    private static List<Row> RandomRows(Random random, Family family, int count)
    {
        UInt128 all = family == Family.V4 ? uint.MaxValue : UInt128.MaxValue;
        int width = family == Family.V4 ? 32 : 128;
        // Close together, so that they meet; some at the very ends of the space.
        UInt128 around = random.Next(4) switch { 0 => 0, 1 => all, _ => Any(random) & all };
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            UInt128 span = Any(random) & all & (all >> random.Next(width));
            UInt128 near = Any(random) & all & (all >> random.Next(width));
            UInt128 first = around > all - near ? around - (near < around ? near : around) : around + near;
            UInt128 last = first > all - span ? all : first + span;
            // 3 systems only: neighbours of one origin are then common, and 32-bit numbers with the top bit set are too.
            return new Row(first, last, (uint)random.Next(3) switch { 0 => 4294967294, 1 => 65536, _ => 1 });
        })];
    }

    private static IEnumerable<UInt128> Places(Random random, Family family, List<Row> rows)
    {
        UInt128 all = family == Family.V4 ? uint.MaxValue : UInt128.MaxValue;
        foreach (Row row in rows)
        {
            yield return row.First;
            yield return row.Last;
            yield return row.First == 0 ? 0 : row.First - 1;
            yield return row.Last == all ? all : row.Last + 1;
            yield return row.First + (row.Last - row.First) / 2;
        }

        for (int i = 0; i < 50; i++)
        {
            yield return Any(random) & all;
        }
    }

    private static UInt128 Any(Random random) => new((ulong)random.NextInt64() << 1 | (uint)random.Next(2), (ulong)random.NextInt64() << 1 | (uint)random.Next(2));

    private static IPAddress ToAddress(Family family, UInt128 at)
    {
        byte[] bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, at);
        // The base library writes the IPv4-mapped and -compatible forms its own way; the table reads what it writes.
        return family == Family.V4 ? new IPAddress(bytes.AsSpan(12)) : new IPAddress(bytes);
    }
}

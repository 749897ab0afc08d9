using Sextant.Wire.Http;

namespace Sextant.Wire.Tests.Http;

/// <summary>The examples of RFC 7541 appendix C, and blocks that no honest peer sends.</summary>
public sealed class HpackReaderTests
{
    /// <summary>Appendix C.5 (plain) and C.6 (Huffman): three responses of one connection.</summary>
    public static TheoryData<string[]> Connections => new()
    {
        new[]
        {
            "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d",
            "4803333037c1c0bf",
            "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31",
        },
        new[]
        {
            "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3",
            "4883640effc1c0bf",
            "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
        },
    };

    [Theory]
    [MemberData(nameof(Connections))]
    public void The_examples_of_the_standard_are_read(string[] blocks)
    {
        var reader = new HpackReader(32 * 1024);
        string[][] expected =
        [
            [":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com"],
            [":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT", "location: https://www.example.com"],
            [":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT", "location: https://www.example.com", "content-encoding: gzip",
                "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1"],
        ];

        Assert.Equal(expected, blocks.Select(block => Read(reader, Convert.FromHexString(block))));
    }

    [Fact]
    public void A_table_of_little_room_loses_its_oldest_fields()
    {
        var reader = new HpackReader(32 * 1024);
        byte[] first = [0x3F, 0x0F, .. Kept("aaaa", "1"), .. Kept("bbbb", "2")]; // room for 46 bytes: one entry of 37

        Assert.Equal(["aaaa: 1", "bbbb: 2", "bbbb: 2"], Read(reader, [.. first, 0x80 | 62]));
        Assert.False(reader.TryRead([0x80 | 63], [], out var fault));
        Assert.Equal(HpackFault.NoSuchIndex, fault);
    }

    [Fact]
    public void What_the_writer_writes_is_read_again()
    {
        string value = string.Concat(Enumerable.Repeat("đường dẫn/", 40));
        var block = new List<byte>();
        HpackWriter.Write(block, ":path", value);
        HpackWriter.Write(block, "x", new string('y', 127));

        Assert.Equal([":path: " + value, "x: " + new string('y', 127)], Read(new HpackReader(32 * 1024), [.. block]));
    }

    [Theory]
    [InlineData("80", HpackFault.NoSuchIndex)] // index 0
    [InlineData("FF80808001", HpackFault.NumberTooLarge)]
    [InlineData("FF80808080808080808080", HpackFault.NumberTooLarge)]
    [InlineData("BE", HpackFault.NoSuchIndex)] // behind an empty table
    [InlineData("10", HpackFault.Short)]
    [InlineData("1005616263", HpackFault.Short)]
    [InlineData("100161", HpackFault.Short)]
    [InlineData("3FE21F", HpackFault.BadTableSize)] // 4,097
    [InlineData("8820", HpackFault.BadTableSize)] // after a field
    [InlineData("10016184FFFFFFFF", HpackFault.BadHuffman)] // the end of string inside
    [InlineData("1001618100", HpackFault.BadHuffman)] // padding of zeros: '0' and 000
    [InlineData("100161821FFF", HpackFault.BadHuffman)] // padding longer than seven bits
    public void What_cannot_be_read_is_named(string block, HpackFault expected)
    {
        Assert.False(new HpackReader(32 * 1024).TryRead(Convert.FromHexString(block), [], out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void A_small_block_that_names_a_large_field_again_and_again_is_bounded()
    {
        byte[] bomb = [.. Kept("a", new string('b', 120)), .. Enumerable.Repeat((byte)(0x80 | 62), 10_000)];
        var fields = new List<KeyValuePair<string, string>>();

        Assert.False(new HpackReader(32 * 1024).TryRead(bomb, fields, out var fault));
        Assert.Equal(HpackFault.TooLarge, fault);
        Assert.InRange(fields.Count, 200, 220);
    }

    [Fact]
    public void Cut_at_every_byte_and_with_every_bit_turned_nothing_is_thrown()
    {
        byte[] block = [.. Connections.SelectMany(row => row.Data).SelectMany(Convert.FromHexString)];
        for (int length = 0; length < block.Length; length++)
        {
            new HpackReader(4096).TryRead(block.AsSpan(0, length), [], out _);
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] turned = [.. block];
                turned[length] ^= (byte)(1 << bit);
                new HpackReader(4096).TryRead(turned, [], out _);
            }
        }
    }

    // RFC 7541 section 6.2.1: a field as text, kept in the table.
    private static byte[] Kept(string name, string value) =>
        [0x40, (byte)name.Length, .. name.Select(c => (byte)c), (byte)value.Length, .. value.Select(c => (byte)c)];

    private static string[] Read(HpackReader reader, byte[] block)
    {
        var fields = new List<KeyValuePair<string, string>>();
        Assert.True(reader.TryRead(block, fields, out var fault), fault.ToString());
        return [.. fields.Select(field => $"{field.Key}: {field.Value}")];
    }
}

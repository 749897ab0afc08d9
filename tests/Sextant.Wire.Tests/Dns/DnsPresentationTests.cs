using System.Net;
using Sextant.Wire.Dns;

namespace Sextant.Wire.Tests.Dns;

public sealed class DnsPresentationTests
{
    private static readonly DnsName Host = DnsName.Parse("ns1.example.vn");

    public static TheoryData<string, RData> Forms => new()
    {
        { "192.0.2.1", new ARecord(IPAddress.Parse("192.0.2.1")) },
        { "2001:db8::1", new AaaaRecord(IPAddress.Parse("2001:0DB8:0:0::1")) },
        { "ns1.example.vn.", new NsRecord(Host) },
        { "10 ns1.example.vn.", new MxRecord(10, Host) },
        { "0 .", new MxRecord(0, DnsName.Root) },
        { "ns1.example.vn. . 1 2 3 4 5", new SoaRecord(Host, DnsName.Root, 1, 2, 3, 4, 5) },
        { """
          "a\"b\\c" "\200\010 d"
          """, new TxtRecord(["a\"b\\c"u8.ToArray(), [200, 10, 32, 100]]) },
        { "257 3 13 AAECAw==", new DnskeyRecord(257, 3, 13, [0, 1, 2, 3]) },
        { "60485 5 1 2BB183AF", new DsRecord(60485, 5, 1, [0x2B, 0xB1, 0x83, 0xAF]) },
        { "AAAA 13 2 300 20260101000000 20251201000000 7 example.vn. AQI=",
            new RrsigRecord(new RrsigScope(DnsType.Aaaa, 13, 2, 300, 1767225600, 1764547200, 7, Host.Parent!), [1, 2]) },
        { """
          0 issue "ca.vn"
          """, new CaaRecord(0, "issue", "ca.vn"u8.ToArray()) },
        { "1 . alpn=h2,h3 port=8443 ipv4hint=192.0.2.1 ipv6hint=2001:db8::1", new SvcbRecord(DnsType.Https, 1, DnsName.Root,
            [
                SvcbRecord.AlpnOf("h2", "h3"), new SvcParam(SvcParamKey.Port, new byte[] { 0x20, 0xFB }),
                SvcbRecord.Hint(SvcParamKey.Ipv4Hint, IPAddress.Parse("192.0.2.1")),
                SvcbRecord.Hint(SvcParamKey.Ipv6Hint, IPAddress.Parse("2001:db8::1")),
            ]) },
        { """1 ns1.example.vn. mandatory=ipv4hint,key667 no-default-alpn key667="a" """.TrimEnd(), new SvcbRecord(DnsType.Svcb, 1, Host,
            [
                new SvcParam(SvcParamKey.Mandatory, new byte[] { 0, 4, 2, 155 }), new SvcParam(SvcParamKey.NoDefaultAlpn, Array.Empty<byte>()),
                new SvcParam((SvcParamKey)667, new byte[] { 97 }),
            ]) },
        { @"\# 3 010AFF", new UnknownRecord((DnsType)4711, [1, 10, 255]) },
        { @"\# 0", new UnknownRecord(DnsType.Null, []) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Rdata_is_written_as_a_zone_file_has_it(string expected, RData data) => Assert.Equal(expected, data.ToString());

    [Fact]
    public void A_record_is_written_with_its_owner_ttl_class_and_type()
    {
        Assert.Equal("ns1.example.vn 300 IN A 192.0.2.1", new DnsRecord(Host, 300, new ARecord(IPAddress.Parse("192.0.2.1"))).ToString());
        Assert.Equal(
            @". 0 CLASS7 TYPE4711 \# 1 05",
            new DnsRecord(DnsName.Root, (DnsType)4711, (DnsClass)7, 0, new UnknownRecord((DnsType)4711, [5])).ToString());
    }

    [Theory]
    [InlineData("AAAA", DnsType.Aaaa)]
    [InlineData("https", DnsType.Https)]
    [InlineData("TYPE28", DnsType.Aaaa)]
    [InlineData("type4711", (DnsType)4711)]
    public void Types_are_read_by_mnemonic_and_number(string text, DnsType type)
    {
        Assert.True(DnsTypes.TryParse(text, out DnsType read));
        Assert.Equal(type, read);
        Assert.True(DnsTypes.TryParse(type.ToText(), out DnsType again));
        Assert.Equal(type, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("28")]
    [InlineData("NONE")]
    [InlineData("TYPE65536")]
    [InlineData("A,Ns")]
    [InlineData(null)]
    public void What_is_no_type_is_refused(string? text) => Assert.False(DnsTypes.TryParse(text, out _));

    [Fact]
    public void Data_is_equal_by_what_it_says_and_not_by_its_case()
    {
        Assert.Equal<RData>(new NsRecord(DnsName.Parse("NS1.example.VN")), new NsRecord(Host));
        Assert.Equal(new NsRecord(DnsName.Parse("NS1.example.VN")).GetHashCode(), new NsRecord(Host).GetHashCode());
        Assert.NotEqual<RData>(new NsRecord(Host), new PtrRecord(Host));
        Assert.NotEqual<RData>(new TxtRecord(["ab"u8.ToArray()]), new TxtRecord(["a"u8.ToArray(), "b"u8.ToArray()]));
    }

    [Fact]
    public void The_key_tag_is_that_of_the_root_key()
    {
        // The root's key-signing key of 2017: every resolver knows it by 20326.
        byte[] key = Convert.FromBase64String(
            "AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq7HrxRixHlFlExOLAJr5emLvN7SWXgnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnIDdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8efS3rCj/EWgvIWgb9tarpVUDK/b58Da+sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTIdsIXxuOLYA4/ilBmSVIzuDWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB5qihylGa8subX2Nn6UwNR1AkUTV74bU=");
        Assert.Equal(20326, new DnskeyRecord(257, 3, 8, key).KeyTag);
    }

    [Fact]
    public void Hints_protocols_and_the_null_exchange_are_understood()
    {
        var https = new SvcbRecord(DnsType.Https, 1, DnsName.Root,
            [SvcbRecord.AlpnOf("h2"), SvcbRecord.Hint(SvcParamKey.Ipv6Hint, IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::2"))]);
        Assert.Equal(["h2"], https.Alpn);
        Assert.Equal([IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::2")], https.Ipv6Hints);
        Assert.Empty(https.Ipv4Hints);
        Assert.Null(https.Port);
        Assert.True(new MxRecord(0, DnsName.Root).IsNull);
    }
}

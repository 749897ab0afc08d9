using System.Net;
using Sextant.Wire.Addresses;

namespace Sextant.Wire.Tests.Addresses;

public sealed class AddressKindTests
{
    [Theory]
    [InlineData("113.160.1.1", AddressScope.GlobalUnicast)]
    [InlineData("223.255.255.254", AddressScope.GlobalUnicast)]
    [InlineData("0.0.0.0", AddressScope.Unspecified)]
    [InlineData("0.1.2.3", AddressScope.ThisNetwork)]
    [InlineData("10.255.255.255", AddressScope.Private)]
    [InlineData("11.0.0.0", AddressScope.GlobalUnicast)]
    [InlineData("100.64.0.1", AddressScope.Shared)]
    [InlineData("100.128.0.0", AddressScope.GlobalUnicast)]
    [InlineData("127.255.0.9", AddressScope.Loopback)]
    [InlineData("169.254.169.254", AddressScope.LinkLocal)]
    [InlineData("172.31.0.1", AddressScope.Private)]
    [InlineData("172.32.0.1", AddressScope.GlobalUnicast)]
    [InlineData("192.0.0.9", AddressScope.ProtocolAssignment)]
    [InlineData("192.88.99.1", AddressScope.SixToFourRelay)]
    [InlineData("198.19.0.1", AddressScope.Benchmarking)]
    [InlineData("203.0.113.7", AddressScope.Documentation)]
    [InlineData("239.1.1.1", AddressScope.Multicast)]
    [InlineData("240.0.0.1", AddressScope.Reserved)]
    [InlineData("255.255.255.255", AddressScope.Broadcast)]
    [InlineData("2001:ee0::1", AddressScope.GlobalUnicast)]
    [InlineData("2405:4800::53", AddressScope.GlobalUnicast)]
    [InlineData("2001:200::1", AddressScope.GlobalUnicast)]
    [InlineData("3ffe::1", AddressScope.GlobalUnicast)]
    [InlineData("::", AddressScope.Unspecified)]
    [InlineData("::1", AddressScope.Loopback)]
    [InlineData("::127.0.0.1", AddressScope.Compatible)]
    [InlineData("::ffff:10.0.0.1", AddressScope.Mapped)]
    [InlineData("64:ff9b::1.2.3.4", AddressScope.Nat64)]
    [InlineData("64:ff9b:1:2::1", AddressScope.Nat64Local)]
    [InlineData("64:ff9b:2::1", AddressScope.Reserved)]
    [InlineData("100::1", AddressScope.Discard)]
    [InlineData("100:0:0:1::1", AddressScope.Discard)]
    [InlineData("100:0:0:2::1", AddressScope.Reserved)]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", AddressScope.Teredo)]
    [InlineData("2001:1::1", AddressScope.ProtocolAssignment)]
    [InlineData("2001:2:0::1", AddressScope.Benchmarking)]
    [InlineData("2001:4:112::1", AddressScope.As112)]
    [InlineData("2001:1f::1", AddressScope.Orchid)]
    [InlineData("2001:2f::1", AddressScope.Orchid)]
    [InlineData("2001:30::1", AddressScope.DroneRemoteId)]
    [InlineData("2001:db8::1", AddressScope.Documentation)]
    [InlineData("3fff:fff::1", AddressScope.Documentation)]
    [InlineData("3fff:1000::1", AddressScope.GlobalUnicast)]
    [InlineData("2002:c000:204::1", AddressScope.SixToFour)]
    [InlineData("2620:4f:8000::42", AddressScope.As112)]
    [InlineData("5f00::1", AddressScope.SegmentRouting)]
    [InlineData("4000::1", AddressScope.Reserved)]
    [InlineData("fd12:3456::1", AddressScope.UniqueLocal)]
    [InlineData("fe80::1%2", AddressScope.LinkLocal)]
    [InlineData("fec0::1", AddressScope.SiteLocal)]
    [InlineData("ff02::1", AddressScope.Multicast)]
    public void An_address_has_the_scope_of_the_narrowest_registry_row(string address, AddressScope scope) =>
        Assert.Equal(scope, AddressKind.Classify(IPAddress.Parse(address)));

    [Theory]
    [InlineData("2002:a00:1::1", "10.0.0.1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", "192.0.2.45")] // the example of RFC 4380's text
    [InlineData("64:ff9b::7f00:1", "127.0.0.1")]
    [InlineData("64:ff9b:1::a9fe:a9fe", "169.254.169.254")]
    [InlineData("64:ff9b:1:c000:2:100::", "192.0.2.1")] // RFC 6052 section 2.2: /48 leaves byte 8 zero
    [InlineData("::ffff:192.168.1.1", "192.168.1.1")]
    [InlineData("::8.8.8.8", "8.8.8.8")]
    [InlineData("2001:ee0::1", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("::1", null)]
    public void An_embedded_ipv4_address_is_unwrapped(string address, string? inner) =>
        Assert.Equal(inner, EmbeddedIpv4.TryUnwrap(IPAddress.Parse(address), out var found) ? found.ToString() : null);

    [Theory]
    [InlineData("2001:ee0::1", true)]
    [InlineData("113.160.1.1", true)]
    [InlineData("64:ff9b::808:808", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:113.160.1.1", false)]
    [InlineData("2002:71a0:101::1", false)]
    [InlineData("198.51.100.1", false)]
    public void Only_global_unicast_counts(string address, bool counts) =>
        Assert.Equal(counts, GlobalAddresses.Strict.Counts(IPAddress.Parse(address)));

    [Theory]
    [InlineData("2001:db8:1::1", true)]
    [InlineData("198.51.100.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("203.0.113.1", true)]
    [InlineData("::1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("64:ff9b::808:808", false)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2002:808:808::1", false)]
    public void A_declared_network_counts_but_never_loopback_link_or_ipv4_in_disguise(string address, bool counts)
    {
        var everything = new GlobalAddresses([IpPrefix.Parse("::/0"), IpPrefix.Parse("0.0.0.0/0")]);

        Assert.Equal(counts, everything.Counts(IPAddress.Parse(address)));
    }
}

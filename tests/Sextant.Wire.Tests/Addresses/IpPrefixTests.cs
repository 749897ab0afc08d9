using System.Net;
using Sextant.Wire.Addresses;

namespace Sextant.Wire.Tests.Addresses;

public sealed class IpPrefixTests
{
    [Theory]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("0.0.0.0/0", "255.1.2.3", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "ffff::1", true)]
    [InlineData("::/0", "1.2.3.4", false)]
    [InlineData("192.0.2.128/25", "192.0.2.127", false)]
    [InlineData("192.0.2.128/25", "192.0.2.255", true)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8::2", false)]
    [InlineData("::ffff:0:0/96", "1.2.3.4", false)]
    public void A_network_holds_its_addresses(string prefix, string address, bool inside) =>
        Assert.Equal(inside, IpPrefix.Parse(prefix).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("2001:DB8::/32", "2001:db8::/32")]
    [InlineData(" 10.0.0.0/8 ", "10.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    public void What_is_read_is_written_in_cidr_form(string text, string written) =>
        Assert.Equal(written, IpPrefix.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/32")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.1/16")]
    [InlineData("010.0.0.0/8")]
    [InlineData("0x0a000000/8")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("[::1]/128")]
    [InlineData("2001:db8::1/32")]
    [InlineData("99999999999999999999")]
    public void What_is_no_network_is_refused_with_a_sentence(string? text)
    {
        Assert.False(IpPrefix.TryParse(text, out _, out string? fault));
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void The_network_around_an_address_drops_the_rest()
    {
        Assert.Equal("2001:db8:1::/48", IpPrefix.Of(IPAddress.Parse("2001:db8:1:2::3"), 48).ToString());
        Assert.Equal(IpPrefix.Parse("192.0.2.0/24"), IpPrefix.Of(IPAddress.Parse("192.0.2.77"), 24));
        Assert.True(IpPrefix.Parse("2001:db8::/32").Contains(IpPrefix.Parse("2001:db8:8::/48")));
        Assert.False(IpPrefix.Parse("2001:db8:8::/48").Contains(IpPrefix.Parse("2001:db8::/32")));
    }
}

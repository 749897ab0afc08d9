using System.Net;
using Sextant.Net.Guard;
using Sextant.Testing;
using Sextant.Wire;
using Sextant.Wire.Addresses;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Guard;

public sealed class DialGuardTests
{
    /// <summary>Addresses that no setting but the named one may open.</summary>
    public static readonly string[] Forbidden =
    [
        "127.0.0.1", "127.8.8.8", "::1", "0.0.0.0", "0.0.0.1", "::", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
        "169.254.0.1", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "fe80::1", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "3fff::1", "100::1", "2001:2::1", "5f00::1", "4000::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::808:808", "64:ff9b:1::a00:1",
        "2002:7f00:1::1", "2002:a9fe:a9fe::1", "2002:808:808::1", "2001:0:1:2:3:4:80ff:fffe", "2001:10::1", "2001:20::1",
    ];

    public static TheoryData<string> ForbiddenRows => [.. Forbidden];

    [Theory]
    [MemberData(nameof(ForbiddenRows))]
    public void What_is_not_global_unicast_is_refused(string address) =>
        Assert.Equal(Failure.AddressForbidden, Guard().Judge(IPAddress.Parse(address), 80));

    [Theory]
    [InlineData("113.160.1.1", 25)]
    [InlineData("113.160.1.1", 53)]
    [InlineData("2001:ee0::1", 80)]
    [InlineData("2405:4800::1", 443)]
    public void Global_unicast_may_be_dialled_at_the_ports_that_are_measured(string address, int port) =>
        Assert.Null(Guard().Judge(IPAddress.Parse(address), port));

    [Theory]
    [InlineData(0)]
    [InlineData(22)]
    [InlineData(8080)]
    [InlineData(3306)]
    [InlineData(65535)]
    public void Other_ports_are_refused(int port) =>
        Assert.Equal(Failure.AddressForbidden, Guard().Judge(IPAddress.Parse("2001:ee0::1"), port));

    [Fact]
    public void A_declared_network_opens_itself_and_nothing_that_reaches_this_machine_or_hides_ipv4()
    {
        var guard = Guard(new() { GlobalPrefixes = [IpPrefix.Parse("::/0"), IpPrefix.Parse("0.0.0.0/0")] });

        Assert.Null(guard.Judge(IPAddress.Parse("2001:db8::1"), 80));
        Assert.Null(guard.Judge(IPAddress.Parse("198.51.100.1"), 80));
        Assert.Null(guard.Judge(IPAddress.Parse("10.1.2.3"), 80));
        foreach (string never in (string[])["127.0.0.1", "::1", "169.254.169.254", "fe80::1", "100.100.100.200", "fd00:ec2::254", "168.63.129.16",
            "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "224.0.0.1", "0.0.0.0", "255.255.255.255"])
        {
            Assert.Equal(Failure.AddressForbidden, guard.Judge(IPAddress.Parse(never), 80));
        }
    }

    [Fact]
    public void An_exclusion_is_our_choice_and_holds_in_every_dress()
    {
        var guard = Guard(new()
        {
            NeverDial = [IpPrefix.Parse("203.0.112.0/23"), IpPrefix.Parse("2001:ee0:5::/48")],
            GlobalPrefixes = [IpPrefix.Parse("203.0.113.0/24")],
            OwnNetworks = [IpPrefix.Parse("203.0.113.0/24")],
        });

        foreach (string excluded in (string[])["203.0.113.1", "203.0.112.1", "2001:ee0:5::1", "::ffff:203.0.113.1", "2002:cb00:7101::1", "64:ff9b::cb00:7101"])
        {
            Assert.Equal(Failure.Excluded, guard.Judge(IPAddress.Parse(excluded), 80));
        }
    }

    [Fact]
    public void A_name_that_is_left_out_takes_with_it_what_lies_below_and_nothing_else()
    {
        DialGuard guard = Guard(new() { NeverMeasure = new NameSet([DnsName.Parse("Example.vn"), DnsName.Parse("a.b.gov.vn")]) });
        foreach (string excluded in (string[])["example.vn", "WWW.example.VN", "x.y.example.vn", "a.b.gov.vn", "c.a.b.gov.vn"])
        {
            Assert.Equal(Failure.Excluded, guard.Judge(DnsName.Parse(excluded)));
        }

        foreach (string asked in (string[])["vn", "anexample.vn", "example.vn.com", "b.gov.vn", ".", "example"])
        {
            Assert.Null(guard.Judge(DnsName.Parse(asked)));
        }

        Assert.Null(Guard(new()).Judge(DnsName.Parse("example.vn")));
    }

    [Fact]
    public void Loopback_needs_an_own_network_and_a_person_at_the_command_line()
    {
        var networks = new DialGuardOptions { OwnNetworks = [IpPrefix.Parse("127.0.0.0/8"), IpPrefix.Parse("::1/128")] };

        Assert.Equal(Failure.AddressForbidden, Guard(networks).Judge(IPAddress.Loopback, 80));
        Assert.Null(Guard(networks with { AllowOwnHost = true }).Judge(IPAddress.Loopback, 80));
        Assert.Null(Guard(networks with { AllowOwnHost = true }).Judge(IPAddress.IPv6Loopback, 443));
        Assert.Equal(Failure.AddressForbidden, Guard(new() { AllowOwnHost = true }).Judge(IPAddress.Loopback, 80));
        Assert.Equal(Failure.AddressForbidden, Guard(networks with { AllowOwnHost = true }).Judge(IPAddress.Parse("::ffff:127.0.0.1"), 80));
        Assert.Equal(Failure.AddressForbidden, Guard(networks with { AllowOwnHost = true }).Judge(IPAddress.Loopback, 8080));
    }

    [Fact]
    public void The_vantages_own_addresses_are_refused_also_when_they_come_later()
    {
        var time = new FakeTimeProvider();
        List<IPAddress> interfaces = [IPAddress.Parse("113.160.9.9")];
        var guard = new DialGuard(new(), new OwnAddresses(time, () => interfaces));

        Assert.Equal(Failure.AddressForbidden, guard.Judge(IPAddress.Parse("113.160.9.9"), 80));
        Assert.Equal(Failure.AddressForbidden, guard.Judge(IPAddress.Parse("2002:71a0:909::1"), 80));
        Assert.Null(guard.Judge(IPAddress.Parse("2001:ee0::7"), 80));

        interfaces.Add(IPAddress.Parse("2001:ee0::7"));
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(Failure.AddressForbidden, guard.Judge(IPAddress.Parse("2001:ee0::7"), 80));
    }

    [Fact]
    public void This_machines_interfaces_are_read()
    {
        var own = new OwnAddresses(TimeProvider.System);

        Assert.True(own.Contains(IPAddress.Loopback));
        Assert.False(own.Contains(IPAddress.Parse("2001:ee0::1")));
    }

    [Fact]
    public void A_configured_resolver_is_open_at_its_own_port_only()
    {
        var guard = Guard(new() { Resolvers = [new IPEndPoint(IPAddress.Loopback, 5353)] });

        Assert.Null(guard.Judge(IPAddress.Loopback, 5353));
        Assert.Equal(Failure.AddressForbidden, guard.Judge(IPAddress.Loopback, 53));
        Assert.Equal(Failure.AddressForbidden, guard.Judge(IPAddress.Loopback, 80));
        Assert.Equal(Failure.AddressForbidden, guard.Judge(IPAddress.Parse("127.0.0.2"), 5353));
    }

    [Fact]
    public void An_address_with_a_zone_is_refused() =>
        Assert.Equal(Failure.AddressForbidden, Guard().Judge(new IPAddress(IPAddress.Parse("2001:ee0::1").GetAddressBytes(), 3), 80));

    private static DialGuard Guard(DialGuardOptions? options = null) => new(options, new OwnAddresses(TimeProvider.System, () => []));
}

using System.Net;
using Sextant.Measurement.Ownership;

namespace Sextant.Cli.Tests.Parts;

/// <summary>Proofs of control at real name servers (NSD, Unbound) and a real web server (nginx), by what <c>serve</c> builds.</summary>
public sealed class DomainProofTests(OwnershipWorld world) : IClassFixture<OwnershipWorld>
{
    [Theory(Timeout = 120_000)]
    [InlineData("hue.vn", OwnershipFault.None, OwnershipFault.NotAsked)]
    [InlineData("lags.hue.vn", OwnershipFault.NotEverywhere, OwnershipFault.Absent)]
    [InlineData("wrong.hue.vn", OwnershipFault.Other, OwnershipFault.Absent)]
    [InlineData("alias.hue.vn", OwnershipFault.None, OwnershipFault.NotAsked)]
    [InlineData("nothing.hue.vn", OwnershipFault.Absent, OwnershipFault.Unreachable)]
    [InlineData("good.hue.vn", OwnershipFault.Absent, OwnershipFault.None)]
    [InlineData("plain.hue.vn", OwnershipFault.Absent, OwnershipFault.None)]
    [InlineData("slash.hue.vn", OwnershipFault.Absent, OwnershipFault.None)]
    [InlineData("text.hue.vn", OwnershipFault.Absent, OwnershipFault.Other)]
    [InlineData("long.hue.vn", OwnershipFault.Absent, OwnershipFault.TooLong)]
    [InlineData("away.hue.vn", OwnershipFault.Absent, OwnershipFault.Redirected)]
    [InlineData("inward.hue.vn", OwnershipFault.Absent, OwnershipFault.Redirected)]
    [InlineData("cert.hue.vn", OwnershipFault.Absent, OwnershipFault.Certificate)]
    [InlineData("four.hue.vn", OwnershipFault.Absent, OwnershipFault.Forbidden)]
    [InlineData("six.hue.vn", OwnershipFault.Absent, OwnershipFault.Forbidden)]
    [InlineData("net10.hue.vn", OwnershipFault.Absent, OwnershipFault.Forbidden)]
    [InlineData("cloud.hue.vn", OwnershipFault.Absent, OwnershipFault.Forbidden)]
    public async Task A_proof_is_where_it_must_be_and_nothing_else_is_asked(string name, OwnershipFault dns, OwnershipFault file)
    {
        var probe = new OwnershipProbe(world.Parts.Tools, new OwnershipOptions());
        OwnershipSeen seen = await probe.LookAsync(new OwnershipQuestion(name, "_sextant-domain." + name, "/.well-known/sextant-domain.txt", OwnershipWorld.Value), TestContext.Current.CancellationToken);
        Assert.Equal(new OwnershipSeen(dns, file), seen);

        // Loopback, private networks and metadata are not dialled, whatever led there; the resolver's port alone is the operator's word.
        Assert.DoesNotContain(world.Network.Dialled, endpoint => endpoint.Port is 80 or 443 && endpoint.Address.ToString() is not ("198.51.100.80" or "2001:db8::80"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_server_of_the_zone_is_asked_over_both_families()
    {
        await new OwnershipProbe(world.Parts.Tools, new OwnershipOptions()).LookAsync(new OwnershipQuestion("hue.vn", "_sextant-domain.hue.vn", "/x", OwnershipWorld.Value), TestContext.Current.CancellationToken);
        foreach (string address in (string[])["198.51.100.2", "198.51.100.3", "2001:db8::2", "2001:db8::3"])
        {
            Assert.Contains(new IPEndPoint(IPAddress.Parse(address), 53), world.Network.Dialled);
        }
    }
}

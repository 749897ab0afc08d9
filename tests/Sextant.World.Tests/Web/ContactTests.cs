using System.Net;
using Sextant.Testing;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Web;

/// <summary>Whom the vantages sent packets to, as their kernels saw it, while every row was checked (rule 18).</summary>
public sealed class ContactTests(WorldFixture fixture)
{
    private static readonly IPNetwork[] World =
        [.. new[] { "2001:db8:1::/48", "2001:db8:2::/48", "198.51.100.0/24", "203.0.113.0/24" }.Select(IPNetwork.Parse)];

    [Fact]
    public async Task No_vantage_sends_anything_outside_the_world_or_to_itself()
    {
        await fixture.AllDoneAsync();
        foreach (VantageKind kind in Enum.GetValues<VantageKind>())
        {
            IReadOnlyList<(IPAddress Address, int Port)> contacted = await fixture.Documentation.ContactedAsync(kind);
            Assert.True(kind != VantageKind.Dual || contacted.Count > 0, "the kernel saw nothing at all");
            Assert.All(contacted, c => Assert.True(Array.Exists(World, n => n.Contains(c.Address)), $"{kind} sent something to {c.Address} port {c.Port}"));
            Assert.All(contacted, c => Assert.True(c.Port is 25 or 53 or 80 or 443, $"{kind} sent something to port {c.Port} of {c.Address}"));
        }
    }

    [Fact]
    public async Task Servers_are_told_who_measures()
    {
        await fixture.AllDoneAsync();
        string[] lines = [.. File.ReadAllLines(fixture.Documentation.Plan["access.log"]).Where(line => line.Contains("\"GET ", StringComparison.Ordinal))];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains("Sextant", line, StringComparison.Ordinal));
    }
}

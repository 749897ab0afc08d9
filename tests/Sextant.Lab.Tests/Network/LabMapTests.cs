using System.Net;
using Sextant.Lab.Network;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Tests.Network;

public sealed class LabMapTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sextant-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task Another_process_enters_the_world_by_its_map()
    {
        var world = new World();
        var site = world.Site("www.example.lab");
        world.PublicSuffix("lab").Refuse(site.V6, 80).Delay(Family.V4, TimeSpan.FromMilliseconds(5)).Without(Family.V4);
        await using var running = await world.StartAsync();
        string file = running.WriteMap(_folder);
        var map = LabMapFile.Read(file);
        Assert.Equal(running.Map.Endpoints, map.Endpoints);
        Assert.Equal(running.Map.Rules, map.Rules);
        Assert.Equal(running.Resolvers, map.Resolvers);
        Assert.Equal(running.GlobalPrefixes, map.GlobalPrefixes);
        Assert.Equal((running.RootHints, running.CaPem, running.Anchors, running.Vantage), (map.RootHints, map.CaPem, map.Anchors, map.Vantage));
        Assert.Equal(["lab"], map.PublicSuffixes);

        using var network = LabNetwork.FromMap(file);
        var visitor = new Visitor(network, map.CaPem);
        Assert.Single((await visitor.AskAsync(map.Resolvers[0], "www.example.lab", DnsType.Aaaa, Ask.Recursive))!.Answers);
        Assert.Contains("Portal of", await visitor.FetchAsync(site.V6, "www.example.lab"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_to_anything_but_loopback_is_refused()
    {
        await using var running = await new World().StartAsync();
        string file = running.WriteMap(_folder);
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"127.0.0.1:", "\"192.0.2.1:", StringComparison.Ordinal));
        Assert.Contains("not loopback", Assert.Throws<InvalidDataException>(() => LabNetwork.FromMap(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"schema\":1}")]
    [InlineData("{\"schema\":9,\"endpoints\":[]}")]
    [InlineData("[1,2]")]
    public void Files_that_are_no_map_are_refused_with_a_sentence(string text)
    {
        string file = Path.Combine(_folder, "map.json");
        File.WriteAllText(file, text);
        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => LabMapFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_virtual_address_lies_in_the_announced_prefixes_and_every_real_one_on_loopback()
    {
        await using var running = await Sextant.Lab.Country.LabCountry.Build().StartAsync();
        Assert.All(running.Map.Endpoints, e =>
        {
            Assert.Contains(running.GlobalPrefixes, p => p.Contains(e.Virtual.Address));
            Assert.True(IPAddress.IsLoopback(e.Real.Address) && e.Real.AddressFamily == e.Virtual.AddressFamily);
        });
    }
}

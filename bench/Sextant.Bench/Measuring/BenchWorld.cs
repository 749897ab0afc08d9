using System.Globalization;
using Sextant.Cli.Parts;
using Sextant.Lab;

namespace Sextant.Bench.Measuring;

/// <summary>A world of healthy names, held by a process of its own, so that its work is not counted as the observer's.</summary>
internal sealed class BenchWorld : IAsyncDisposable
{
    /// <summary>The hidden subject by which the bench starts itself as the world.</summary>
    public const string Word = "hold-world";

    private readonly Child _child;

    private BenchWorld(Child child, string data) => (_child, Data) = (child, data);

    /// <summary>The data folder in whose <c>lab</c> the map lies.</summary>
    public string Data { get; }

    public static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"co-quan-{n}.gov.vn"));

    /// <summary>Starts a world of so many names.</summary>
    public static async Task<BenchWorld> StartAsync(int count)
    {
        string data = Directory.CreateTempSubdirectory("sextant-bench-").FullName;
        var child = Child.Start([.. Programs.Self, Word, count.ToString(CultureInfo.InvariantCulture), data]);
        string? said = await child.ReadLineAsync();
        return said == "ready" ? new BenchWorld(child, data) : throw new InvalidOperationException($"the world did not start: {said}");
    }

    /// <summary>Holds the world until the input ends: each name has a site with www, mail, and a zone at two shared servers.</summary>
    public static async Task HoldAsync(int count, string data)
    {
        string[] servers = ["ns1.dns.gov.vn", "ns2.dns.gov.vn"];
        var world = new World();
        foreach (string server in servers)
        {
            world.Zone("dns.gov.vn").Ns(server);
        }

        foreach (string name in Names(count))
        {
            foreach (string server in servers)
            {
                world.Zone(name).Ns(server);
            }

            world.Site(name);
            world.Site("www." + name);
            world.Mail(name);
        }

        await using RunningWorld running = await world.StartAsync();
        running.WriteMap(Directory.CreateDirectory(Path.Combine(data, LabUse.Folder)).FullName);
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadToEndAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _child.EndAsync();
        Directory.Delete(Data, recursive: true);
    }
}

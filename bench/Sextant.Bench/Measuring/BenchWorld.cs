using System.Globalization;
using Sextant.Cli.Parts;
using Sextant.Lab;
using Sextant.Lab.Http;

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

    /// <summary>How the healthy names begin.</summary>
    public const string Stem = "co-quan-";

    public static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{Stem}{n}.gov.vn"));

    /// <summary>Names that hold whoever asks for as long as they can.</summary>
    public static IEnumerable<string> Tarpits(int count) => Enumerable.Range(1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"giu-khach-{n}.gov.vn"));

    /// <summary>Starts a world of so many healthy names, and so many hostile ones.</summary>
    public static async Task<BenchWorld> StartAsync(int count, int tarpits = 0)
    {
        string data = Directory.CreateTempSubdirectory("sextant-bench-").FullName;
        var child = Child.Start([.. Programs.Self, Word, count.ToString(CultureInfo.InvariantCulture), tarpits.ToString(CultureInfo.InvariantCulture), data]);
        string? said = await child.ReadLineAsync();
        return said == "ready" ? new BenchWorld(child, data) : throw new InvalidOperationException($"the world did not start: {said}");
    }

    /// <summary>Holds the world until the input ends: each name has a site with www, mail, and a zone at two shared servers.</summary>
    public static async Task HoldAsync(int count, int tarpits, string data)
    {
        string[] servers = ["ns1.dns.gov.vn", "ns2.dns.gov.vn"];
        var world = new World();
        foreach ((string name, int at) in Tarpits(tarpits).Select((name, at) => (name, at)))
        {
            AddTarpit(world, name, at);
        }

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

    // Six ways of holding a visitor: pages and header lines without end, silence, a page that takes half a minute, a mail server that never greets, name servers that take seconds for each answer.
    private static void AddTarpit(World world, string name, int at)
    {
        SiteScript site = world.Site(name);
        _ = (at % 6) switch
        {
            0 => (object)site.NeverEnds(),
            1 => site.Behaves(Manner.EndlessHeaders),
            2 => site.Behaves(Manner.Silent),
            3 => site.Thinks(TimeSpan.FromSeconds(30)),
            4 => world.Mail(name).Server(server => server.NeverGreets()),
            _ => world.Zone(name).Ns($"ns.{name}").EachServer(server => server.Thinks(TimeSpan.FromSeconds(4))),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _child.EndAsync();
        Directory.Delete(Data, recursive: true);
    }
}

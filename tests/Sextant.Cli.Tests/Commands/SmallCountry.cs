using System.Globalization;
using Sextant.Cli.Parts;
using Sextant.Lab;

namespace Sextant.Cli.Tests.Commands;

/// <summary>A world of a few names, held as <c>lab up</c> holds its own, with a data folder to measure it into.</summary>
internal sealed class SmallCountry : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunningWorld _world;

    private SmallCountry(RunningWorld world) => _world = world;

    public string Data => Path.Combine(_folder.Path, "data");

    public RunningWorld World => _world;

    /// <summary>So many healthy sites, one whose IPv6 is shut, and so many whose IPv6 is silent: each of these takes three timeouts of a second.</summary>
    public static async Task<SmallCountry> StartAsync(int healthy = 3, int silent = 0)
    {
        var world = new World(new WorldOptions { SlowGreeting = TimeSpan.FromMilliseconds(50) });
        foreach (string name in Names(healthy))
        {
            world.Zone(name);
            world.Site(name);
        }

        foreach (string name in Silent(silent))
        {
            world.Zone(name);
            world.Drop(world.Site(name).V6);
        }

        world.Zone("hong.example.vn");
        world.Refuse(world.Site("hong.example.vn").V6);
        RunningWorld running = await world.StartAsync(TestContext.Current.CancellationToken);
        var country = new SmallCountry(running);
        string lab = Path.Combine(country.Data, LabUse.Folder);
        Directory.CreateDirectory(lab);
        running.WriteMap(lab);
        return country;
    }

    public static IEnumerable<string> Names(int healthy) => Enumerable.Range(1, healthy).Select(n => string.Create(CultureInfo.InvariantCulture, $"co-quan-{n}.gov.vn"));

    public static IEnumerable<string> Silent(int silent) => Enumerable.Range(1, silent).Select(n => string.Create(CultureInfo.InvariantCulture, $"im-lang-{n}.gov.vn"));

    public string List(IEnumerable<string> names) => _folder.Write("names.txt", string.Join('\n', names));

    /// <summary>Runs one command line in English against this data folder.</summary>
    public Task<(int Code, string Out, string Error)> RunAsync(params string[] words) =>
        TestConsole.RunInAsync(_folder.Path, [.. words, "--data", Data, "--lang", "en"], Quick);

    /// <summary>The same in a console of the test's own.</summary>
    public Task<int> RunAsync(TestConsole console, params string[] words) => console.RunInAsync(_folder.Path, [.. words, "--data", Data, "--lang", "en"], Quick);

    /// <summary>Retries that do not wait.</summary>
    public static (string, string)[] Quick { get; } =
    [
        ("SEXTANT_RETRY_SPACING", "100ms-100ms"), ("SEXTANT_CAMPAIGN_RETRY_SPACING", "100ms-100ms"), ("SEXTANT_CONNECT_TIMEOUT", "1s"), ("SEXTANT_DNS_TIMEOUT", "1s"), ("SEXTANT_GREETING_TIMEOUT", "2s"),
    ];

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _folder.Dispose();
    }
}

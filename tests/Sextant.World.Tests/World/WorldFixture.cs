using Sextant.Testing;
using Sextant.World.Tests.World;
using Xunit.Sdk;

[assembly: AssemblyFixture(typeof(WorldFixture))]

namespace Sextant.World.Tests.World;

/// <summary>
/// The two worlds of all tests here: every row in documentation space, some in ordinary space too. They start once, all rows are checked
/// at once, a few at a time, and each test waits for its row.
/// </summary>
/// <remarks><c>SEXTANT_WORLD_ROWS=one,two</c> looks at these rows only: for work on a row.</remarks>
public sealed class WorldFixture : IAsyncLifetime
{
    // Most of a run is waiting for what does not answer; more at once than this and two cores are busy with starting processes.
    // Compiled ahead a start costs a third.
    private const int AtOnce = 10;

    private const int RowsOfARun = 12;

    private static readonly string[] Programs = ["nsd", "unbound", "nginx", "nft", "ip", "nsenter", "unshare"];
    private readonly SemaphoreSlim turns = new(AtOnce);
    private readonly Dictionary<(string Id, bool Ordinary), Task<Checked>> checks = [];
    private readonly string[] only = Environment.GetEnvironmentVariable("SEXTANT_WORLD_ROWS")?.Split(',') ?? [];

    /// <summary>Why nothing can be tried here; null when it can.</summary>
    public string? Missing { get; private set; }

    internal RunningWorld Documentation { get; private set; } = null!;

    internal RunningWorld Ordinary { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string[] absent = [.. Programs.Where(p => ServerProcess.Find(p) is null)];
        Missing = absent.Length > 0 ? $"not installed: {string.Join(", ", absent)}" : await NetNamespace.MissingAsync();
        if (Missing is not null)
        {
            return;
        }

        Documentation = await RunningWorld.StartAsync(new WorldPlan(AddressPlan.Documentation, [WorldRows.Anchor, .. Chosen(WorldRows.All)]));
        Ordinary = await RunningWorld.StartAsync(new WorldPlan(AddressPlan.Ordinary, [WorldRows.Anchor, .. Chosen(WorldRows.AlsoOrdinary)]));
        foreach ((RunningWorld world, bool ordinary) in new[] { (Documentation, false), (Ordinary, true) })
        {
            // One run for rows that are measured alike: what it costs to start would else be most of all work.
            foreach (Row[] alike in world.Plan.Plots.Keys
                .GroupBy(row => (row.Vantage, row.Resolver, Options: string.Join(' ', row.Options), row.Together ?? (row.Alone ? row.Id : null)))
                .SelectMany(group => group.Chunk(RowsOfARun)))
            {
                Task<Checked> run = CheckInTurnAsync(world, alike);
                foreach (Row row in alike)
                {
                    checks.Add((row.Id, ordinary), OfAsync(run, world.Plan.Plots[row].Target));
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Ordinary is not null)
        {
            await Task.WhenAll(checks.Values.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Documentation.DisposeAsync();
            await Ordinary.DisposeAsync();
        }

        turns.Dispose();
    }

    /// <summary>What was said of a row. Skips the test where there are no worlds.</summary>
    internal Task<Checked> CheckedAsync(string id, bool ordinary = false)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        Row row = WorldRows.All.Prepend(WorldRows.Anchor).Single(r => r.Id == id);
        Assert.SkipWhen(row.Missing is not null, row.Missing ?? "");
        bool found = checks.TryGetValue((id, ordinary), out Task<Checked>? check);
        Assert.SkipUnless(found, "left out by SEXTANT_WORLD_ROWS");
        return check!;
    }

    /// <summary>All rows that were checked in documentation space are done.</summary>
    internal async Task AllDoneAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        await Task.WhenAll(checks.Values);
    }

    /// <summary>The options that an operator would set in this world.</summary>
    internal static string[] OptionsOf(RunningWorld world, ResolverKind resolver, bool v6 = false)
    {
        int number = resolver switch { ResolverKind.Dns64 => 64, ResolverKind.Dead => 65, _ => 53 };
        return
        [
            "--resolver", world.Plan.Plan.Server(number, v6).ToString(), "--root-hints", world.Plan["hints"], "--ca-file", world.Plan["ca.pem"],
            "--anchor", "dual=" + WorldRows.Anchor.Id + ".vn", .. world.Plan.Plan.Options,
        ];
    }

    private IEnumerable<Row> Chosen(IEnumerable<Row> rows) => rows.Where(row => row.Missing is null && (only.Length == 0 || only.Contains(row.Id)));

    private static async Task<Checked> OfAsync(Task<Checked> run, string target) => (await run) with { Target = target };

    private async Task<Checked> CheckInTurnAsync(RunningWorld world, Row[] rows)
    {
        await turns.WaitAsync();
        try
        {
            using var data = new TemporaryFolder();
            IEnumerable<string> targets = rows.Select(row => world.Plan.Plots[row].Target);
            Checked said = await Checked.RunAsync(
                world.Vantage(rows[0].Vantage), ["check", .. targets, "--json", "--data", data.Path, .. OptionsOf(world, rows[0].Resolver, rows[0].Vantage == VantageKind.NoIpv4), .. rows[0].Options]);
            if (Environment.GetEnvironmentVariable("SEXTANT_WORLD_KEEP") is { } folder)
            {
                File.WriteAllText(Path.Combine(folder, rows[0].Id + (world == Ordinary ? ".ordinary" : "") + ".json"), said.Output + said.Errors);
            }

            return said;
        }
        finally
        {
            turns.Release();
        }
    }
}

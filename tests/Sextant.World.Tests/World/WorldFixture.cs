using System.Globalization;
using System.Net;
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
    // Most of a check is waiting for what does not answer; more at once than this and two cores are busy with starting processes.
    private const int AtOnce = 10;

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
            foreach (IGrouping<string, Row> rows in world.Plan.Plots.Keys.GroupBy(row => row.Together is { } word ? "+" + word : row.Id))
            {
                Task<Checked> check = CheckInTurnAsync(world, [.. rows]);
                foreach (Row row in rows)
                {
                    checks.Add((row.Id, ordinary), row.Together is null ? check : OneOfAsync(check, world.Plan.Plots[row].Target));
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
    internal static string[] OptionsOf(RunningWorld world, ResolverKind resolver)
    {
        int number = resolver switch { ResolverKind.Dns64 => 64, ResolverKind.Dead => 65, _ => 53 };
        return
        [
            "--resolver", world.Plan.Plan.Server(number, v6: false).ToString(), "--root-hints", world.Plan["hints"], "--ca-file", world.Plan["ca.pem"],
            "--anchor", "dual=" + WorldRows.Anchor.Id + ".vn", .. world.Plan.Plan.Options,
        ];
    }

    private IEnumerable<Row> Chosen(IEnumerable<Row> rows) => rows.Where(row => only.Length == 0 || only.Contains(row.Id));

    private static async Task<Checked> OneOfAsync(Task<Checked> check, string target) => (await check).Of(target);

    private async Task<Checked> CheckInTurnAsync(RunningWorld world, Row[] rows)
    {
        Row row = rows[0];
        await turns.WaitAsync();
        try
        {
            using var data = new TemporaryFolder();
            string[] targets = [.. rows.Select(r => world.Plan.Plots[r].Target)];
            Checked said = await Checked.RunAsync(
                world.Vantage(row.Vantage), ["check", .. targets, "--json", "--data", data.Path, .. OptionsOf(world, row.Resolver), .. row.Options]);
            if (Environment.GetEnvironmentVariable("SEXTANT_WORLD_KEEP") is { } folder)
            {
                File.WriteAllText(Path.Combine(folder, row.Id + (world == Ordinary ? ".ordinary" : "") + ".json"), said.Output + said.Errors);
            }

            return said;
        }
        finally
        {
            turns.Release();
        }
    }
}

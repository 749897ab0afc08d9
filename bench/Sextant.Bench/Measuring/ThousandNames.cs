using System.Globalization;
using System.Text.Json;

namespace Sextant.Bench.Measuring;

/// <summary>A campaign over a thousand healthy names of a lab world, as <c>sextant scan</c> runs it, at the concurrency that is declared.</summary>
internal static class ThousandNames
{
    /// <summary>The number of names, when it is not to be a thousand.</summary>
    private const string CountVariable = "SEXTANT_BENCH_NAMES";

    private static readonly int Count = Environment.GetEnvironmentVariable(CountVariable) is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : BenchRun.Asked.Times(1000, 3);

    public static async Task<string> RunAsync()
    {
        await using BenchWorld world = await BenchWorld.StartAsync(Count);
        string list = Path.Combine(world.Data, "names.txt");
        await File.WriteAllLinesAsync(list, BenchWorld.Names(Count));
        ChildEnd end = await Child.RunAsync([.. Programs.Sextant, "scan", "--list", list, "--lab", "--json", "--data", world.Data]);
        if (!end.Output.StartsWith('{'))
        {
            throw new InvalidOperationException($"exit code {end.Code}: {end.Error}");
        }

        using JsonDocument report = JsonDocument.Parse(end.Output);
        var results = report.RootElement.GetProperty("results").EnumerateArray().ToLookup(
            result => result.GetProperty("class").GetString(), result => result.GetProperty("count").GetInt32());
        return string.Create(CultureInfo.InvariantCulture, $"""
            campaign: {string.Join(' ', Programs.Sextant.Select(Path.GetFileName))}

            | what | |
            |---|---:|
            | names, each with site, www, mail and zone | {Count:N0} |
            | wall time, s | {end.Wall.TotalSeconds:N1} |
            | names per second | {Count / end.Wall.TotalSeconds:N1} |
            | processor time per name, ms | {end.Processor.TotalMilliseconds / Count:N1} |
            | of the services found ready, out of {results.SelectMany(counts => counts).Sum():N0} | {results["ready"].Sum():N0} |
            | peak memory, MB | {end.PeakMegabytes:N0} |

            """);
    }
}

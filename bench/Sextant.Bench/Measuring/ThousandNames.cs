using System.Globalization;

namespace Sextant.Bench.Measuring;

/// <summary>A campaign over a thousand healthy names of a lab world, as <c>sextant scan</c> runs it, at the concurrency that is declared.</summary>
internal static class ThousandNames
{
    private const int Count = 1000;

    public static async Task<string> RunAsync()
    {
        await using BenchWorld world = await BenchWorld.StartAsync(Count);
        string list = Path.Combine(world.Data, "names.txt");
        await File.WriteAllLinesAsync(list, BenchWorld.Names(Count));
        ChildEnd end = await Child.RunAsync([.. Programs.Sextant, "scan", "--list", list, "--lab", "--json", "--data", world.Data]);
        if (end.Code != 0)
        {
            throw new InvalidOperationException($"exit code {end.Code}: {end.Output}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            campaign: {string.Join(' ', Programs.Sextant.Select(Path.GetFileName))}

            | what | |
            |---|---:|
            | names, each with site, www, mail and zone | {Count:N0} |
            | wall time, s | {end.Wall.TotalSeconds:N1} |
            | names per second | {Count / end.Wall.TotalSeconds:N1} |
            | processor time per name, ms | {end.Processor.TotalMilliseconds / Count:N1} |
            | peak memory, MB | {end.PeakMegabytes:N0} |

            """);
    }
}

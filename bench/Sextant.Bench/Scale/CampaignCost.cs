using System.Globalization;
using System.Text.Json;
using Sextant.Bench.Measuring;

namespace Sextant.Bench.Scale;

/// <summary>What one campaign of so many names took, and what it asked of others.</summary>
/// <param name="Names">How many names.</param>
/// <param name="Wall">From start to end.</param>
/// <param name="Processor">User and system time of the scanner.</param>
/// <param name="PeakMegabytes">The most memory it had resident.</param>
/// <param name="Bytes">What it left on disk.</param>
/// <param name="Web">Turns at web ports: connections looked at, handshakes, requests.</param>
/// <param name="Dns">Questions to name servers, those of the walks too.</param>
/// <param name="Mail">Conversations with mail servers.</param>
internal sealed record CampaignCost(int Names, TimeSpan Wall, TimeSpan Processor, long PeakMegabytes, long Bytes, long Web, long Dns, long Mail)
{
    // What names share, and what one look is shown under twice, went out once: the same answer has the same time to the nanosecond.
    private const string Question =
        "SELECT count(DISTINCT (operation, endpoint, port, detail, milliseconds)) FILTER (operation IN ('connect', 'tls', 'hop')) AS web, "
        + "count(DISTINCT (endpoint, detail, milliseconds)) FILTER (operation IN ('dns', 'walk')) AS dns, "
        + "count(DISTINCT (endpoint, milliseconds)) FILTER (operation = 'smtp') AS mail FROM observations";

    /// <summary>Runs a campaign over healthy names of a lab world and counts.</summary>
    public static async Task<CampaignCost> MeasureAsync(int names)
    {
        await using BenchWorld world = await BenchWorld.StartAsync(names);
        string list = Path.Combine(world.Data, "names.txt");
        await File.WriteAllLinesAsync(list, BenchWorld.Names(names));
        ChildEnd end = await Child.RunAsync([.. Programs.Sextant, "scan", "--list", list, "--lab", "--json", "--data", world.Data]);
        ChildEnd asked = await Child.RunAsync([.. Programs.Sextant, "data", "query", Question, "--format", "ndjson", "--data", world.Data]);
        if (asked.Code != 0 || !end.Output.StartsWith('{'))
        {
            throw new InvalidOperationException($"scan: exit code {end.Code}: {end.Error}; query: exit code {asked.Code}: {asked.Error}");
        }

        using JsonDocument counts = JsonDocument.Parse(asked.Output);
        long bytes = new DirectoryInfo(world.Data).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains($"{Path.DirectorySeparatorChar}lab{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Sum(file => file.Length);
        return new CampaignCost(names, end.Wall, end.Processor, end.PeakMegabytes, bytes, Count("web"), Count("dns"), Count("mail"));

        long Count(string name) => counts.RootElement.GetProperty(name).GetInt64();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Names:N0} | {Wall.TotalSeconds:N1} | {Processor.TotalMilliseconds / Names:N1} | {PeakMegabytes:N0} | {Bytes / 1024.0 / Names:N1} | {(double)Web / Names:N1} | {(double)Dns / Names:N1} | {(double)Mail / Names:N1} |");
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Bench.Measuring;

/// <summary>
/// What hostile names cost those beside them: a campaign of healthy names, and the same with some strewn among them that hold whoever asks for as long as they can,
/// in turns; from its start until the last healthy name is kept. The hostile ones' own time is not waited for.
/// </summary>
internal static class Neighbours
{
    private static readonly int Healthy = BenchRun.Asked.Times(1000, 50);

    /// <summary>25: four of a hundred, of a country's names far more than there are; their own work is as much of the machine's.</summary>
    private const int Each = 25;

    private static readonly int Hostile = Healthy / Each;
    private static readonly int Rounds = BenchRun.Asked.Times(3, 1);

    public static async Task<string> RunAsync()
    {
        await using BenchWorld world = await BenchWorld.StartAsync(Healthy, Hostile);
        string[] healthy = [.. BenchWorld.Names(Healthy)];
        string[] hostile = [.. BenchWorld.Tarpits(Hostile)];
        string alone = await ListAsync(world, "alone.txt", healthy);
        string beside = await ListAsync(world, "beside.txt", healthy.SelectMany((name, at) => at % Each == 4 && at / Each < hostile.Length ? new[] { hostile[at / Each], name } : [name]));
        var (without, with) = (new List<double>(), new List<double>());
        for (int round = 0; round < Rounds; round++)
        {
            without.Add(await MeasureAsync(world, alone, string.Create(CultureInfo.InvariantCulture, $"alone-{round}")));
            with.Add(await MeasureAsync(world, beside, string.Create(CultureInfo.InvariantCulture, $"beside-{round}")));
        }

        double ratio = Median(with) / Median(without);
        return string.Create(CultureInfo.InvariantCulture, $"""
            neighbours: {Healthy:N0} healthy names, and {Hostile:N0} that hold whoever asks; {string.Join(' ', Programs.Sextant.Select(Path.GetFileName))}; median of {Rounds} rounds in turn

            | until the last healthy name is kept | s | least | most | to alone | goal |
            |---|---:|---:|---:|---:|---:|
            | alone | {Median(without):N1} | {without.Min():N1} | {without.Max():N1} | 1.00x | |
            | hostile names among them | {Median(with):N1} | {with.Min():N1} | {with.Max():N1} | {ratio:N2}x | 1.10x |

            """);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<string> ListAsync(BenchWorld world, string name, IEnumerable<string> names)
    {
        string path = Path.Combine(world.Data, name);
        await File.WriteAllLinesAsync(path, names);
        return path;
    }

    private static async Task<double> MeasureAsync(BenchWorld world, string list, string campaign)
    {
        long began = Stopwatch.GetTimestamp();
        Child scan = Child.Start([.. Programs.Sextant, "scan", "--list", list, "--campaign", campaign, "--lab", "--json", "--data", world.Data]);
        Database<MeasurementContext>? database = null;
        while (!scan.HasEnded)
        {
            await Task.Delay(200);
            if (database is null && File.Exists(Path.Combine(world.Data, "measurement.db")))
            {
                database = await Database.OpenAsync<MeasurementContext>(DatabaseOptions.Sqlite(Path.Combine(world.Data, "measurement.db")), MeasurementContext.Area, options => new MeasurementContext(options));
            }

            if (database is not null && await KeptAsync(database, campaign) == Healthy)
            {
                break;
            }
        }

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await scan.StopAsync();
        return database is not null && await KeptAsync(database, campaign) == Healthy ? seconds : throw new InvalidOperationException($"the campaign {campaign} ended before its healthy names were kept");
    }

    private static async Task<int> KeptAsync(Database<MeasurementContext> database, string campaign)
    {
        await using MeasurementContext context = database.Create();
        return await context.CampaignTargets.CountAsync(row => row.CampaignId == campaign && row.State == TargetState.Done && row.Name.StartsWith(BenchWorld.Stem));
    }
}

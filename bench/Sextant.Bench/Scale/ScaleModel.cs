using System.Globalization;
using System.Text;
using Sextant.Measurement.Runs;

namespace Sextant.Bench.Scale;

/// <summary>
/// From what a name costs here to what a country costs: processor time by the number of names, and the manners of rule 17 by how names gather
/// at providers. The line through the smallest and the largest run foretells the middle one; how far it is off is printed.
/// </summary>
internal static class ScaleModel
{
    private const string SizesVariable = "SEXTANT_BENCH_SIZES";

    // Rule 17: what a provider of many names is asked at most.
    private const double WebPerProvider = 200;
    private const double DnsPerProvider = 100;
    private const double WebPerAddress = 5;

    // How many names show a fault and are tried twice more, 2 to 5 minutes apart, and the memory of the machine that holds them meanwhile: assumptions too.
    private const double Faulty = 0.2;
    private const double SecondsOfRetries = 420;
    private const long Memory = 4L << 30;

    private static readonly int[] Sizes =
        [.. (Environment.GetEnvironmentVariable(SizesVariable) ?? "200,400,800").Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).Order()];

    private static readonly Country[] Countries = [new("600,000 names (.vn)", 600_000), new("360,000,000 names (all registered domains)", 360_000_000)];

    // Which share of all names the largest web host and the largest DNS host hold, and how many names share one of its addresses: assumptions, not measurements.
    private static readonly Gathering[] Gatherings = [new("spread: the largest holds 2 %", 0.02, 50), new("usual: 15 %", 0.15, 500), new("gathered: 40 %", 0.40, 5_000)];

    public static async Task<string> RunAsync()
    {
        var runs = new List<CampaignCost>();
        foreach (int size in Sizes)
        {
            runs.Add(await CampaignCost.MeasureAsync(size));
        }

        (CampaignCost small, CampaignCost large) = (runs[0], runs[^1]);
        double each = (large.Processor - small.Processor).TotalMilliseconds / (large.Names - small.Names);
        double begin = small.Processor.TotalMilliseconds - (each * small.Names);
        var text = new StringBuilder("scale\n\n| names | wall s | processor ms a name | peak MB | KB on disk a name | web turns a name | DNS questions a name | mail a name |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        runs.ForEach(run => text.AppendLine(run.ToString()));
        text.AppendLine(CultureInfo.InvariantCulture, $"\nmodel: {begin / 1000:N1} s + {each:N1} ms a name");
        foreach (CampaignCost run in runs.Skip(1).SkipLast(1))
        {
            double foretold = begin + (each * run.Names);
            text.AppendLine(CultureInfo.InvariantCulture, $"{run.Names:N0} names: foretold {foretold / 1000:N1} s, took {run.Processor.TotalSeconds:N1} s ({(run.Processor.TotalMilliseconds / foretold) - 1:+0 %;-0 %})");
        }

        text.AppendLine("\n| names | gathering | hours on 2 cores by processor time | hours by the largest web host | hours by its fullest address | hours by the largest DNS host | hours by names that wait for their next try | what dominates | machines of 2 cores for 24 h | GB on disk |\n|---|---|---:|---:|---:|---:|---:|---|---:|---:|");
        foreach (Country country in Countries)
        {
            foreach (Gathering gathering in Gatherings)
            {
                text.AppendLine(Row(country, gathering, each, large));
            }
        }

        return text.ToString();
    }

    private static string Row(Country country, Gathering gathering, double each, CampaignCost run)
    {
        (double web, double dns) = ((double)run.Web / run.Names, (double)run.Dns / run.Names);
        double processor = Hours((double)country.Names * each / 1000 / 2);
        (string What, double Hours)[] bounds =
        [
            ("processor", processor),
            ("web host", Hours(country.Names * gathering.Share * web / WebPerProvider)),
            ("one address", Hours(gathering.PerAddress * web / WebPerAddress)),
            ("DNS host", Hours(country.Names * gathering.Share * dns / DnsPerProvider)),
            ("retries", Hours(country.Names * Faulty * SecondsOfRetries / CampaignRunOptions.MostWaitingOf(country.Names, Memory))),
        ];
        return string.Create(CultureInfo.InvariantCulture,
            $"| {country.Word} | {gathering.Word} | {bounds[0].Hours:N1} | {bounds[1].Hours:N1} | {bounds[2].Hours:N1} | {bounds[3].Hours:N1} | {bounds[4].Hours:N1} | {bounds.MaxBy(bound => bound.Hours).What} | {Math.Ceiling(processor / 24):N0} | {(double)run.Bytes / run.Names * country.Names / 1e9:N0} |");
    }

    private static double Hours(double seconds) => seconds / 3600;

    private sealed record Country(string Word, int Names);

    private sealed record Gathering(string Word, double Share, int PerAddress);
}

using System.Diagnostics;
using System.Net;
using Sextant.Checks.Judging;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Lab.Network;
using Sextant.Measurement.Scans;
using Sextant.Wire.Dns;

namespace Sextant.Bench.Measuring;

/// <summary>One healthy name, all checks: in a warm process, and as the whole command; beside what curl takes to fetch its page twice.</summary>
internal static class OneName
{
    private static readonly int Warm = BenchRun.Asked.Times(5, 0);
    private static readonly int Times = BenchRun.Asked.Times(21, 1);

    public static async Task<string> RunAsync()
    {
        await using BenchWorld world = await BenchWorld.StartAsync(1);
        string name = BenchWorld.Names(1).Single();
        LabMap map = LabMapFile.Read(Path.Combine(world.Data, LabUse.Folder, LabMapFile.Name));
        var sample = new Sample($"name: {string.Join(' ', Programs.Sextant.Select(Path.GetFileName))}");
        double floor = sample.Row("floor: curl fetches its page over IPv4 and IPv6", await RepeatAsync(() => FetchAsync(map, name)), null);
        sample.Row("scan and judge in a warm process, vantage self-check included", await RepeatAsync(() => ScanAsync(world.Data, name)), floor);
        var whole = new List<ChildEnd>();
        double[] wall = await RepeatAsync(async () => whole.Add(await CheckAsync(world.Data, name)));
        sample.Row("`sextant check`, whole process", wall, floor);
        sample.Row("its processor time", whole.TakeLast(Times).Select(end => end.Processor.TotalMilliseconds));
        return sample.ToString();
    }

    private static async Task<double[]> RepeatAsync(Func<Task> act)
    {
        double[] milliseconds = new double[Warm + Times];
        for (int i = 0; i < milliseconds.Length; i++)
        {
            long began = Stopwatch.GetTimestamp();
            await act();
            milliseconds[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return milliseconds[Warm..];
    }

    // Tools of its own each time: no answer of an earlier scan is remembered.
    private static async Task ScanAsync(string data, string name)
    {
        SextantSettings settings = SettingsReader.Read(new SettingsSources { Environment = new Dictionary<string, string>() }).Settings!;
        using MeasuringParts parts = MeasuringParts.Build(settings, LabUse.Running(data), TimeProvider.System);
        ScanOutcome seen = await parts.Scanner.ScanAsync(new ScanRequest(name), null, CancellationToken.None);
        Demand(Judge.Assess(seen.Scan, Profile.National).All(entry => entry.Class == TargetClass.Ready), "a healthy name is ready");
    }

    private static async Task<ChildEnd> CheckAsync(string data, string name)
    {
        ChildEnd end = await Child.RunAsync([.. Programs.Sextant, "check", name, "--lab", "--data", data]);
        Demand(end.Code == 0, end.Output + end.Error);
        return end;
    }

    private static async Task FetchAsync(LabMap map, string name)
    {
        SextantAddresses site = SextantAddresses.Of(map, name);
        ChildEnd[] ends = await Task.WhenAll(
            Child.RunAsync("curl", "-sk", "-o", "/dev/null", "--connect-to", $"{name}:443:{site.V4}", $"https://{name}/"),
            Child.RunAsync("curl", "-sk", "-o", "/dev/null", "--connect-to", $"{name}:443:{site.V6}", $"https://{name}/"));
        Demand(ends.All(end => end.Code == 0), string.Concat(ends.Select(end => end.Error)));
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }

    // The one site with port 443 that no reference of the world is: its first address of each family.
    private sealed record SextantAddresses(IPEndPoint V4, IPEndPoint V6)
    {
        public static SextantAddresses Of(LabMap map, string name)
        {
            using MeasuringParts parts = MeasuringParts.Build(
                SettingsReader.Read(new SettingsSources { Environment = new Dictionary<string, string>() }).Settings!, LabUse.Of(map, new LabNetwork(map)), TimeProvider.System);
            return new SextantAddresses(Real("A"), Real("AAAA"));

            IPEndPoint Real(string type)
            {
                var question = DnsName.Parse(name);
                var answer = parts.Tools.Stub.LookupAsync(question, DnsTypes.Parse(type), CancellationToken.None).AsTask().GetAwaiter().GetResult();
                IPAddress address = answer.Records.Select(record => record.RData switch { ARecord a => a.Address, AaaaRecord aaaa => aaaa.Address, _ => null }).OfType<IPAddress>().First();
                return map.Endpoints.Single(endpoint => endpoint.Transport == Transport.Tcp && endpoint.Virtual.Equals(new IPEndPoint(address, 443))).Real;
            }
        }
    }
}

using System.Collections.Concurrent;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Lab;
using Sextant.Lab.Country;
using Sextant.Measurement.Scans;
using Sextant.Wire;
using Sextant.Wire.Names;

namespace Sextant.Cli.Tests.Lab;

/// <summary>The whole walk, over real sockets: each case of the lab country is measured and judged as the class table says.</summary>
public sealed class LabCountryTests(ITestOutputHelper output)
{
    [Fact(Timeout = 240_000)]
    public async Task Every_case_gets_its_class()
    {
        await using RunningWorld world = await LabCountry.Build(new WorldOptions()).StartAsync(TestContext.Current.CancellationToken);
        SettingsOutcome outcome = SettingsReader.Read(new SettingsSources
        {
            Environment = new Dictionary<string, string> { ["SEXTANT_RETRY_SPACING"] = "100ms-200ms", ["SEXTANT_GREETING_TIMEOUT"] = "12s", ["SEXTANT_DNS_TIMEOUT"] = "2s", ["SEXTANT_CONNECT_TIMEOUT"] = "2s" },
        });
        using MeasuringParts parts = MeasuringParts.Build(outcome.Settings!, LabUse.Of(world.Map, world.Network), TimeProvider.System);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            LabCountry.Cases.GroupBy(one => (one.Name, one.Kind == LabKind.NameServer)),
            new ParallelOptions { MaxDegreeOfParallelism = 24, CancellationToken = TestContext.Current.CancellationToken },
            async (group, token) => await JudgeAsync(parts.Scanner, group.Key.Name, [.. group], wrong, token));
        foreach (string line in wrong.Order(StringComparer.Ordinal))
        {
            output.WriteLine(line);
        }

        Assert.Empty(wrong);
    }

    private static async Task JudgeAsync(IScanner scanner, string name, LabCase[] cases, ConcurrentBag<string> wrong, CancellationToken cancellation)
    {
        TargetKind[] kinds = [.. cases.Select(one => Enum.Parse<TargetKind>(one.Kind.ToString())).Distinct()];
        ScanOutcome seen = await scanner.ScanAsync(new ScanRequest(HostName.Parse(name).Ascii, kinds), null, cancellation);
        IReadOnlyList<Judgement> entries = Judge.Assess(seen.Scan, Profile.National);
        foreach (LabCase one in cases)
        {
            Judgement entry = entries.Single(e => e.Kind.ToString() == one.Kind.ToString());
            if (entry.Class.ToString() != one.Expected.ToString())
            {
                string tags = string.Join(", ", entry.Findings.Where(f => Profile.National[f.Tag].Effect != ClassEffect.Nothing).Select(f => $"{f.Tag}({f.Subject}{(f.Cause is { } c ? ": " + c.ToWord() : "")})").Distinct());
                wrong.Add($"{one.Id} {name} {one.Kind}: expected {one.Expected}, got {entry.Class} {entry.Cause?.ToWord()} [{tags}] {one.Shows.En}");
            }
        }
    }
}

using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Storage;

namespace Sextant.Cli.Tests.Commands;

/// <summary>A campaign leaves the lake tidy, and a lake that cannot be tidied is no reason to fail.</summary>
public sealed class LakeCareTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_small_files_of_past_days_are_put_together_at_a_campaigns_end(bool damaged)
    {
        await using SmallCountry country = await SmallCountry.StartAsync();
        string list = country.List(SmallCountry.Names(2));
        foreach (string name in SmallCountry.Names(2))
        {
            await CheckInThePastAsync(country, name);
        }

        IReadOnlyList<LakeFile> before = await PastVerdictsAsync(country);
        Assert.Equal(2, before.Count);
        if (damaged)
        {
            await File.WriteAllTextAsync(before[0].FullPath, "no Parquet", TestContext.Current.CancellationToken);
        }

        var (code, _, complained) = await country.RunAsync("scan", "--list", list, "--lab");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Equal(damaged, complained.Contains("were not put together", StringComparison.Ordinal));
        Assert.Equal(damaged ? 2 : 1, (await PastVerdictsAsync(country)).Count);
    }

    private static async Task CheckInThePastAsync(SmallCountry country, string name)
    {
        var sources = new SettingsSources { CurrentFolder = country.Data, Environment = SmallCountry.Quick.Append(("HOME", country.Data)).ToDictionary(pair => pair.Item1, pair => pair.Item2) };
        await new Shell(Program.Verbs(), new TestConsole(), sources, new DaysAgo(3)).RunAsync(["check", name, "--lab", "--data", country.Data], TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<LakeFile>> PastVerdictsAsync(SmallCountry country)
    {
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(
            new MeasurementStoresOptions { Folder = country.Data, Database = Sextant.Store.Databases.DatabaseOptions.Sqlite(Path.Combine(country.Data, "measurement.db")) },
            TimeProvider.System, TestContext.Current.CancellationToken);
        return await stores.Lake.FilesAsync(LakeTable.Verdicts, new LakeRange { To = DateOnly.FromDateTime(DateTime.UnixEpoch.AddSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()).AddDays(-1)) });
    }

    private sealed class DaysAgo(int days) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(-days);
    }
}

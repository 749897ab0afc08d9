using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Storage;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Measured;

/// <summary>The register and Measurement's stores together, as the program runs them.</summary>
public sealed class MeasuredScansTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_was_kept_is_counted_and_the_lab_never_is()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        using var folder = new TemporaryFolder();
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder.Path }, country.Clock);
        await stores.Scans.KeepAsync(
        [
            await FinishedAsync(stores, "hue.vn", TargetClass.Ready, lab: true),
            await FinishedAsync(stores, "langson.gov.vn", TargetClass.Partial, lab: false),
            await FinishedAsync(stores, "hanoi.gov.vn", TargetClass.None, lab: false),
        ]);
        var states = new MeasuredScans(stores.Scans);
        IReadOnlyDictionary<string, MeasuredState> kept = await states.BeforeAsync(["site:hue.vn", "site:langson.gov.vn", "site:hanoi.gov.vn", "site:x.vn"], At.AddDays(1));
        Assert.Equal(["site:hanoi.gov.vn", "site:langson.gov.vn"], kept.Keys.Order());
        Assert.Equal(Verdict.Partial, kept["site:langson.gov.vn"].Criteria["WEB-02"]);
        Assert.StartsWith("sha256:", kept["site:langson.gov.vn"].Evidence);
        Assert.Empty(await states.BeforeAsync(["site:langson.gov.vn"], At));
        Assert.Single(await new MeasuredScans(stores.Scans, lab: true).BeforeAsync(["site:hue.vn", "site:langson.gov.vn"], At.AddDays(1)));

        KpiReport report = await new KpiReader(country.Database, states).ReadAsync(VietNam.On("2026-11-22"));
        Figure works = report.Readings.Single(reading => reading.Id == "C-02").Figures.Single();
        Assert.Equal((1m, 2m, 50m), (works.Numerator, works.Denominator, works.Value));
        Assert.False(works.Headline);
        Assert.Equal((At, At), works.MeasuredBetween);
    }

    [Fact]
    public async Task Campaigns_take_the_targets_of_the_day()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var provinces = new OrganisationFilter { Kinds = ["province"] };
        List<CampaignTarget> before = await CollectAsync(new CampaignTargets(country.Database, provinces, VietNam.On("2025-06-30")));
        Assert.Equal(63, before.Count);
        Assert.Equal(before.Count, before.DistinctBy(target => target.Name).Count());
        Assert.All(before, target => Assert.Equal([TargetKind.Site, TargetKind.Mail, TargetKind.Zone], target.Kinds));
        Assert.Equal(34, (await CollectAsync(new CampaignTargets(country.Database, provinces, VietNam.On("2025-07-01")))).Count);
        Assert.Equal("register: province, as of 2025-07-01", new CampaignTargets(country.Database, provinces, VietNam.On("2025-07-01")).Description);
    }

    private static async Task<List<CampaignTarget>> CollectAsync(CampaignTargets source)
    {
        var targets = new List<CampaignTarget>();
        await foreach (CampaignTarget target in source.TargetsAsync(CancellationToken.None))
        {
            targets.Add(target);
        }

        return targets;
    }

    private static async Task<FinishedScan> FinishedAsync(MeasurementStores stores, string name, TargetClass grade, bool lab)
    {
        var scan = new Scan
        {
            Name = name,
            Kinds = [TargetKind.Site],
            StartedAt = At,
            FinishedAt = At.AddSeconds(2),
            Vantage = new VantageObservation { Name = "hanoi", CheckedAt = At, Ipv4 = true, Ipv6 = true },
            Context = new ScanContext { Program = "0.1.0" },
        };
        var judgement = new Judgement
        {
            Target = name,
            Ascii = name,
            Kind = TargetKind.Site,
            Hosts = [name],
            Level = Level.None,
            LevelScope = Level.Basic,
            Class = grade,
            Unmeasured = [],
            Verdicts =
            [
                new CriterionVerdict { Criterion = "WEB-02", Subject = name, Verdict = Verdict.Pass, Tags = [] },
                new CriterionVerdict { Criterion = "WEB-02", Subject = $"www.{name}", Verdict = Verdict.Partial, Tags = [] },
            ],
            Findings = [],
            Vantage = new VantageNote { Name = "hanoi", CheckedAt = At, Lab = lab },
            Profile = "national 1",
            MeasuredAt = At,
        };
        return new FinishedScan(name, scan, [judgement], await stores.Evidence.PutAsync(scan, []));
    }
}

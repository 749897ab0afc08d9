using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;
using Sextant.Wire;

namespace Sextant.Web.Tests.Hosting;

/// <summary>One campaign under way, one that is done, and a schedule.</summary>
public static class SomeCampaigns
{
    /// <summary>Keeps them: <c>tuan-47</c> has 3 of 40 names done and 5 leased, <c>tuan-46</c> is done.</summary>
    public static async Task KeepAsync(MeasurementStores stores)
    {
        await MakeAsync(stores, "tuan-46", "Tuần 46 <b>", new Progress(Names: 2, Done: 2, Leased: 0));
        await MakeAsync(stores, "tuan-47", "Tuần 47", new Progress(Names: 40, Done: 3, Leased: 5));
        if (!CronRule.TryParse("0 20 * * SUN", out CronRule? cron))
        {
            throw new InvalidOperationException("no rule");
        }

        await stores.Schedules.AddAsync(new Schedule
        {
            Id = "hang-tuan", Name = "Hằng tuần", Rule = new TargetRule { Description = "register: ministry, province, a word-that-is-longer-than-any-column-of-a-phone-can-be" }, Profile = "national/1", Vantages = ["hanoi"],
            Terms = new CampaignTerms { Priority = 5 }, Cron = cron, Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"), LastDue = TimeProvider.System.GetUtcNow(),
        });
    }

    /// <summary>Keeps <c>nam-ngoai</c>, of two names: of the first, site and mail were judged ready once, which today's profile does not say.</summary>
    public static async Task DifferingAsync(MeasurementStores stores)
    {
        await stores.Campaigns.CreateOrResumeAsync(new CampaignPlan { Id = "nam-ngoai", Name = "Năm ngoái", Profile = "national/0", Vantages = ["hanoi"], Unattended = true }, new Numbered(2));
        CampaignLease lease = (await stores.Campaigns.LeaseAsync("nam-ngoai", "hanoi", 2, TimeSpan.FromMinutes(30)))!;
        await stores.Campaigns.CompleteBatchAsync([lease], [.. await Task.WhenAll(lease.Targets.Select(target => FinishedAsync(stores, target.Name, target.Name == "n0.gov.vn" ? Once : entry => entry)))]);
    }

    private static Judgement Once(Judgement entry) => entry.Kind == TargetKind.Zone ? entry
        : entry with { Profile = "national/0", Class = TargetClass.Ready, Cause = null, Level = Level.Advanced, Verdicts = [.. entry.Verdicts.Select(one => one with { Verdict = Verdict.Pass, Cause = null })] };

    private static async Task MakeAsync(MeasurementStores stores, string id, string name, Progress progress)
    {
        await stores.Campaigns.CreateOrResumeAsync(
            new CampaignPlan { Id = id, Name = name, Profile = "national/1", Vantages = ["hanoi"], Unattended = true, Terms = new CampaignTerms { Priority = 2 } }, new Numbered(progress.Names));
        if (progress.Done > 0)
        {
            CampaignLease lease = (await stores.Campaigns.LeaseAsync(id, "hanoi", progress.Done, TimeSpan.FromMinutes(30)))!;
            await stores.Campaigns.CompleteBatchAsync([lease], [.. await Task.WhenAll(lease.Targets.Select(target => FinishedAsync(stores, target.Name)))]);
        }

        if (progress.Leased > 0)
        {
            await stores.Campaigns.LeaseAsync(id, "hanoi", progress.Leased, TimeSpan.FromMinutes(30));
        }
    }

    private static async Task<FinishedScan> FinishedAsync(MeasurementStores stores, string name, Func<Judgement, Judgement>? kept = null)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var scan = new Scan
        {
            Name = name, Kinds = [TargetKind.Site, TargetKind.Mail, TargetKind.Zone], StartedAt = now, FinishedAt = now, Context = new ScanContext { Program = "test" },
            Vantage = new VantageObservation { Name = "hanoi", CheckedAt = now, Ipv4 = true, Ipv6 = false, Resolver = true, Fault = Failure.VantageFault },
        };
        string evidence = await stores.Evidence.PutAsync(scan, []);
        return new FinishedScan(name, scan, [.. Judge.Assess(scan, Profile.National).Select(entry => entry with { Evidence = evidence }).Select(kept ?? (entry => entry))], evidence);
    }

    private sealed record Progress(int Names, int Done, int Leased);

    private sealed class Numbered(int count) : ITargetSource
    {
        public string Description => "list: ten-mien.txt";

        public IAsyncEnumerable<CampaignTarget> TargetsAsync(CancellationToken cancellation) =>
            Enumerable.Range(0, count).Select(i => new CampaignTarget(string.Create(CultureInfo.InvariantCulture, $"n{i}.gov.vn"), [])).ToAsyncEnumerable();
    }
}

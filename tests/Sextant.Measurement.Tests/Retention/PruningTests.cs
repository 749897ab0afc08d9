using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Evidence;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Retention;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Files;

namespace Sextant.Measurement.Tests.Retention;

/// <summary>What is past its time goes, class by class; how each target stands now stays, with its evidence, however old.</summary>
public sealed class PruningTests
{
    private static readonly RetentionOptions Options = new() { Observations = 60, Findings = 150, Verdicts = 350, History = 250 };

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Each_class_goes_in_its_own_time_and_what_is_said_now_stays(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        Country country = await Country.KeepAsync(fixture);
        MeasurementStores stores = await fixture.OpenAsync();
        fixture.Clock.Advance(TimeSpan.FromDays(420));
        IReadOnlyList<JudgedTarget> all = await stores.Scans.HistoryAsync("site:a.gov.vn");
        IReadOnlyList<PastData>? would = await stores.Pruning.RunAsync(Options, remove: false, TestContext.Current.CancellationToken);
        Assert.Equal(5, (await stores.Lake.FilesAsync(LakeTable.Observations)).Count); // nothing has gone
        Assert.All(country.Blobs, blob => Assert.NotNull(stores.Evidence.Get(blob)));
        IReadOnlyList<PastData>? gone = await stores.Pruning.RunAsync(Options, remove: true, TestContext.Current.CancellationToken);
        Assert.Equal(would, gone);

        // Two targets a name: of a.gov.vn the days 0 and 100 leave the database, of gone.gov.vn nothing: it is how it stands now.
        Assert.Equal(
            [
                (DataClass.Observations, 4, country.Rows(LakeTable.Observations, 0, 100, 200, 300)), (DataClass.Findings, 3, country.Rows(LakeTable.Findings, 0, 100, 200)),
                (DataClass.History, 0, 4L), (DataClass.Verdicts, 2, country.Rows(LakeTable.Verdicts, 0) + country.Rows(LakeTable.Targets, 0)), (DataClass.Evidence, 1, 2L),
            ],
            gone!.Select(past => (past.Class, past.Files, past.Rows)));
        Assert.Equal("1 2 4 4", string.Join(' ', await FilesAsync(stores)));
        fixture.Age(420);
        await country.ExpectAsync(stores, all);

        // Files leave the disk an hour later, and a second time there is nothing left to do.
        Assert.All((await stores.Pruning.RunAsync(Options, remove: true, TestContext.Current.CancellationToken))!, past => Assert.Equal((0, 0L), (past.Files, past.Rows)));
        int before = Directory.GetFiles(Path.Combine(fixture.Folder, "lake"), "*", SearchOption.AllDirectories).Length;
        fixture.Clock.Advance(TimeSpan.FromHours(2));
        await stores.Lake.CompactAsync();
        Assert.True(Directory.GetFiles(Path.Combine(fixture.Folder, "lake"), "*", SearchOption.AllDirectories).Length <= before - 9);
        Assert.Empty(await stores.Lake.DamagedAsync());
        MeasurementStores later = await fixture.OpenAsync();
        await country.ExpectAsync(later, all);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Names_of_a_campaign_of_long_ago_go_and_it_is_still_said_how_many_there_were(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        Campaign campaign = await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(5));
        CampaignLease lease = (await stores.Campaigns.LeaseAsync(campaign.Id, "hanoi", 3, TimeSpan.FromMinutes(10)))!;
        await stores.Campaigns.CompleteBatchAsync([lease], await Task.WhenAll(lease.Targets.Select(target => StoresFixture.FinishedAsync(stores, target.Name))), TestContext.Current.CancellationToken);
        fixture.Clock.Advance(TimeSpan.FromDays(420));

        PastData history = (await stores.Pruning.RunAsync(Options, remove: true, TestContext.Current.CancellationToken))!.Single(past => past.Class == DataClass.History);
        PastData again = (await stores.Pruning.RunAsync(Options, remove: true, TestContext.Current.CancellationToken))!.Single(past => past.Class == DataClass.History);

        Assert.Equal((3, 0), (history.Rows, again.Rows));
        Campaign now = (await stores.Campaigns.FindAsync(campaign.Id))!;
        Assert.Equal((5, 3, 2), (now.Total, now.Count(TargetState.Done), now.Count(TargetState.Pending)));
        Assert.Equal(5, (await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(5))).Total);
        Assert.Equal(2, (await stores.Campaigns.LeaseAsync(campaign.Id, "hanoi", 10, TimeSpan.FromMinutes(10)))!.Targets.Count);
    }

    [Fact]
    public async Task Rows_past_their_time_in_a_file_of_the_second_copy_are_not_read_any_more()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        Country country = await Country.KeepAsync(fixture);
        MeasurementStores stores = await fixture.OpenAsync();
        stores.Lake.CopyRows = 1;
        fixture.Clock.Advance(TimeSpan.FromDays(420));
        IReadOnlyList<JudgedTarget> all = await stores.Scans.HistoryAsync("site:a.gov.vn");
        await stores.Lake.CompactAsync();
        await stores.Pruning.RunAsync(Options, remove: true, TestContext.Current.CancellationToken);
        await country.ExpectAsync(stores, all);
    }

    [Fact]
    public async Task A_disk_that_refuses_at_any_call_takes_no_evidence_with_it()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        Country country = await Country.KeepAsync(fixture);
        MeasurementStores stores = await fixture.OpenAsync(faulty: true);
        fixture.Clock.Advance(TimeSpan.FromDays(420));
        IReadOnlyList<JudgedTarget> all = await stores.Scans.HistoryAsync("site:a.gov.vn");
        int ended = 0;
        for (int call = 1; ; call++)
        {
            fixture.Disk.FailAt(call);
            try
            {
                await stores.Pruning.RunAsync(Options, remove: true, TestContext.Current.CancellationToken);
                break;
            }
            catch (StorageException)
            {
                ended++;
                Assert.NotEmpty(stores.Health.Faults);
            }

            fixture.Disk.FailAt(0);
            MeasurementStores other = await fixture.OpenAsync();
            await country.ExpectAsync(other, all);
        }

        Assert.True(ended >= 5, $"the disk ended it {ended} times only");
        await country.ExpectAsync(stores, all);
        Assert.Null(stores.Evidence.Get(country.Lost)); // and in the end it has gone
    }

    [Fact]
    public async Task What_was_kept_long_ago_is_written_again_so_that_it_goes_with_its_own_time()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        byte[] certificate = new byte[900];
        Random.Shared.NextBytes(certificate);
        MeasurementStores first = await fixture.OpenAsync();
        string name = await first.Evidence.PutAsync(EvidenceKind.Blob, certificate);
        await fixture.CloseAsync(first);
        MeasurementStores second = await fixture.OpenAsync();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        StoresFixture.Age(now.AddDays(-29), fixture.Segments());
        await second.Evidence.PutAsync(EvidenceKind.Blob, certificate);
        Assert.Single(fixture.Segments());
        StoresFixture.Age(now.AddDays(-31), fixture.Segments());
        await second.Evidence.PutAsync(EvidenceKind.Blob, certificate);
        Assert.Equal(2, fixture.Segments().Length);

        // The same in one process: what lies in the segment that is still written is an item of its time too.
        StoresFixture.Age(now.AddDays(-31), fixture.Segments());
        long before = fixture.Segments().Sum(file => file.Length);
        await second.Evidence.PutAsync(EvidenceKind.Blob, certificate);
        Assert.True(fixture.Segments().Sum(file => file.Length) > before);
        await fixture.CloseAsync(second);

        MeasurementStores last = await fixture.OpenAsync();
        File.Delete(fixture.Segments().OrderBy(file => file.LastWriteTimeUtc).First().FullName);
        Assert.Equal(certificate, last.Evidence.Get(name));
    }

    [Theory]
    [InlineData(29, 400)]
    [InlineData(400, 2000)]
    [InlineData(2000, 400)]
    public async Task Times_that_are_too_short_or_longer_than_the_verdicts_are_refused(int observations, int history)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() =>
            stores.Pruning.RunAsync(new RetentionOptions { Observations = observations, History = history }, remove: true, TestContext.Current.CancellationToken));
    }

    private static async Task<int[]> FilesAsync(MeasurementStores stores)
    {
        var files = new List<int>();
        foreach (LakeTable table in new[] { LakeTable.Observations, LakeTable.Findings, LakeTable.Verdicts, LakeTable.Targets })
        {
            files.Add((await stores.Lake.FilesAsync(table)).Count);
        }

        return [.. files];
    }
}

using Microsoft.Data.Sqlite;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Store.Files;

namespace Sextant.Measurement.Tests.Campaigns;

public sealed class CampaignStoreTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(10);

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    // In a campaign of 600,000 names a plan that reads and sorts them takes a second for each lease of sixty-four.
    [Fact]
    public async Task The_next_names_and_what_is_said_of_progress_come_from_indexes_however_many_names_there_are()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        await fixture.OpenAsync();
        await using var connection = new SqliteConnection($"Data Source={fixture.Database.Location};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        string[] lease = await PlanAsync(connection, LeasedRows.NextSql(DatabaseKind.Sqlite));
        Assert.Equal(2, lease.Count(step => step.Contains("ix_campaign_target_campaign_id_vantage_state_position (campaign_id=? AND vantage=? AND state=?)", StringComparison.Ordinal)));
        Assert.DoesNotContain(lease, step => step.StartsWith("SCAN campaign_target", StringComparison.Ordinal));
        Assert.Equal(1, lease.Count(step => step.Contains("B-TREE", StringComparison.Ordinal))); // of the few that were found

        string[] first = await PlanAsync(connection, "SELECT done_at FROM campaign_target WHERE campaign_id = {0} AND done_at IS NOT NULL ORDER BY done_at LIMIT 1");
        Assert.Contains("ix_campaign_target_campaign_id_done_at", Assert.Single(first), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_campaign_is_made_once_and_found_again_as_it_stands(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        var source = new ListSource(
        [
            new CampaignTarget("b.gov.vn", [TargetKind.Site]), new CampaignTarget("a.gov.vn", []),
            new CampaignTarget("b.gov.vn", [TargetKind.Mail]), new CampaignTarget("a.gov.vn", [TargetKind.Zone]),
        ]);
        Campaign campaign = await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan() with { Vantages = ["hanoi", "Huế 2"] }, source);
        Assert.Equal((4, 4, false), (campaign.Total, campaign.Count(TargetState.Pending), campaign.Finished));
        Assert.Equal(["hanoi", "Huế 2"], campaign.Vantages);

        CampaignLease lease = (await stores.Campaigns.LeaseAsync(campaign.Id, "hanoi", 10, Minutes))!;
        Assert.Equal(["b.gov.vn", "a.gov.vn"], lease.Targets.Select(target => target.Name));
        Assert.Equal([TargetKind.Site, TargetKind.Mail], lease.Targets[0].Kinds);
        Assert.Empty(lease.Targets[1].Kinds);
        Campaign again = await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan() with { Name = "Other" }, StoresFixture.Names(50));
        Assert.Equal(("Weekly", 4, 2), (again.Name, again.Total, again.Count(TargetState.Leased)));
        Assert.Single(await stores.Campaigns.ListAsync());
        Assert.Null(await stores.Campaigns.FindAsync("no-such"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("single")]
    [InlineData("../../etc")]
    [InlineData("Big")]
    [InlineData("-x")]
    public async Task An_id_that_could_lead_a_path_astray_is_refused(string id)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(id), StoresFixture.Names(1)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_batch_is_kept_whole_with_files_progress_and_verdicts(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(5));
        CampaignLease lease = (await stores.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 3, Minutes))!;
        CompletedBatch batch = await stores.Campaigns.CompleteBatchAsync([lease], await FinishAsync(stores, lease));

        Assert.Equal((3, 0), (batch.Kept.Count, batch.Refused.Count));
        Campaign campaign = (await stores.Campaigns.FindAsync(lease.Campaign))!;
        Assert.Equal((3, 2), (campaign.Count(TargetState.Done), campaign.Count(TargetState.Pending)));
        Assert.Equal(3, (await stores.Scans.KeysAsync(TargetKind.Site)).Count);
        Assert.Equal(3, await LakeTargetsAsync(stores));
        CompletedBatch twice = await stores.Campaigns.CompleteBatchAsync([lease], await FinishAsync(stores, lease));
        Assert.Equal((0, 3), (twice.Kept.Count, twice.Refused.Count));
        Assert.Equal(3, await LakeTargetsAsync(stores));
        Assert.Equal(12, await LakeRowsAsync(stores));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_lease_that_ran_out_and_went_to_another_is_refused_name_by_name(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores slow = await fixture.OpenAsync();
        MeasurementStores quick = await fixture.OpenAsync();
        await slow.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(4));
        CampaignLease first = (await slow.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 4, Minutes))!;
        Assert.Null(await quick.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 2, Minutes));
        fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        CampaignLease second = (await quick.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 2, Minutes))!;
        Assert.Equal(2, second.Targets.Count);

        List<FinishedScan> scans = await FinishAsync(slow, first);
        CompletedBatch batch = await slow.Campaigns.CompleteBatchAsync([first], scans);
        Assert.Equal((2, 2), (batch.Kept.Count, batch.Refused.Count));
        Assert.Equal(2, (await quick.Campaigns.CompleteBatchAsync([second], await FinishAsync(quick, second))).Kept.Count);
        Assert.True((await slow.Campaigns.FindAsync("weekly-2026-47"))!.Finished);
        Assert.Equal(16, await LakeRowsAsync(slow));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Results_of_several_leases_are_kept_in_one_batch_without_those_of_a_lease_that_is_lost(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(6));
        CampaignLease first = (await stores.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 2, Minutes))!;
        CampaignLease second = (await stores.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 2, Minutes))!;
        CampaignLease lost = (await stores.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 2, Minutes))!;
        List<FinishedScan> scans = [.. await FinishAsync(stores, first), .. await FinishAsync(stores, second), .. await FinishAsync(stores, lost)];
        await stores.Campaigns.ReleaseAsync(lost);

        CompletedBatch batch = await stores.Campaigns.CompleteBatchAsync([first, second, lost], scans);
        Assert.Equal(first.Targets.Concat(second.Targets).Select(target => target.Name).Order(), batch.Kept.Order());
        Assert.Equal(lost.Targets.Select(target => target.Name).Order(), batch.Refused.Order());
        Assert.Equal(4, (await stores.Campaigns.FindAsync("weekly-2026-47"))!.Count(TargetState.Done));
        Assert.Equal(4, await LakeTargetsAsync(stores));
        Assert.Equal(batch.Files.Count, batch.Files.Distinct().Count());
        Assert.InRange(batch.Files.Count, 1, 4); // one of each table, not one for each lease
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Eight_leasers_at_once_give_every_name_to_one(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(300));
        List<string>[] taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var names = new List<string>();
            while (await stores.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 7, Minutes) is { } lease)
            {
                names.AddRange(lease.Targets.Select(target => target.Name));
            }

            return names;
        })));
        List<string> all = [.. taken.SelectMany(names => names)];
        Assert.Equal(300, all.Count);
        Assert.Equal(300, all.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_put_off_comes_when_it_is_time_and_what_we_fail_at_is_given_up(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(2));
        CampaignLease lease = await LeaseAsync(stores);
        await stores.Campaigns.DeferAsync(lease, ["n000.gov.vn"], fixture.Clock.GetUtcNow().AddMinutes(3));
        await stores.Campaigns.FailAsync(lease, "n001.gov.vn", "a bug");
        Assert.Null(await stores.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 9, Minutes));
        for (int attempt = 2; attempt <= CampaignStore.MostAttempts; attempt++)
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(1.1));
            lease = await LeaseAsync(stores);
            Assert.Equal(["n001.gov.vn"], lease.Targets.Select(target => target.Name));
            await stores.Campaigns.FailAsync(lease, "n001.gov.vn", $"a bug, attempt {attempt}");
        }

        Assert.Equal(("n001.gov.vn", "hanoi", "a bug, attempt 3"), Assert.Single(await stores.Campaigns.FailedAsync("weekly-2026-47")));
        fixture.Clock.Advance(TimeSpan.FromMinutes(3));
        lease = await LeaseAsync(stores);
        Assert.Equal(["n000.gov.vn"], lease.Targets.Select(target => target.Name));
        Assert.Equal(1, await stores.Campaigns.RenewAsync(lease, Minutes));
        await stores.Campaigns.ReleaseAsync(lease);
        Assert.Equal(0, await stores.Campaigns.RenewAsync(lease, Minutes));
        Assert.Equal(1, (await stores.Campaigns.FindAsync("weekly-2026-47"))!.Count(TargetState.Pending));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_disk_fault_in_the_middle_of_a_batch_leaves_it_to_be_done_again(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync(faulty: true);
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(4));
        CampaignLease lease = await LeaseAsync(stores);
        List<FinishedScan> scans = await FinishAsync(stores, lease);
        fixture.Disk.SyncError = Errno.NoSpace;
        var alarm = await Assert.ThrowsAsync<StorageException>(() => stores.Campaigns.CompleteBatchAsync([lease], scans));
        Assert.Contains("the disk is full", alarm.Message);
        fixture.Disk.SyncError = 0;
        Assert.Equal(4, (await stores.Campaigns.FindAsync(lease.Campaign))!.Count(TargetState.Leased));
        Assert.Equal(0, await LakeRowsAsync(stores));
        Assert.Equal(4, (await stores.Campaigns.CompleteBatchAsync([lease], scans)).Kept.Count);
        Assert.Equal(16, await LakeRowsAsync(stores));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_process_held_is_free_when_it_has_ended(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(4));
        await LeaseAsync(stores);
        MeasurementStores other = await fixture.OpenAsync();
        Assert.Null(await other.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 4, Minutes)); // the holder lives
        await stores.DisposeAsync();
        Assert.Equal(4, (await LeaseAsync(other)).Targets.Count);
    }

    private static async Task<CampaignLease> LeaseAsync(MeasurementStores stores) =>
        (await stores.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 10, Minutes))!;

    private static async Task<List<FinishedScan>> FinishAsync(MeasurementStores stores, CampaignLease lease)
    {
        var scans = new List<FinishedScan>();
        foreach (CampaignTarget target in lease.Targets)
        {
            scans.Add(await StoresFixture.FinishedAsync(stores, target.Name, TargetClass.Ready));
        }

        return scans;
    }

    private static async Task<long> LakeRowsAsync(MeasurementStores stores) =>
        (await stores.Lake.QueryAsync(LakeTable.Verdicts, new LakeRange(Campaign: "weekly-2026-47"), "SELECT count(*) FROM lake", static (in DuckRow r) => r.Int64(0))).Single();

    private static async Task<long> LakeTargetsAsync(MeasurementStores stores) =>
        (await stores.Lake.QueryAsync(LakeTable.Verdicts, null, "SELECT count(DISTINCT ascii) FROM lake", static (in DuckRow r) => r.Int64(0))).Single();

    private static async Task<string[]> PlanAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        for (int i = 0; i < 8; i++)
        {
            command.CommandText = command.CommandText.Replace($"{{{i}}}", $"@p{i}", StringComparison.Ordinal);
            command.Parameters.AddWithValue($"@p{i}", 64);
        }

        var steps = new List<string>();
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            steps.Add(reader.GetString(3));
        }

        return [.. steps];
    }
}

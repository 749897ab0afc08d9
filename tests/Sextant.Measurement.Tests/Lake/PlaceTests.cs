using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Lake;

/// <summary>Machines with a data folder each and one database between them.</summary>
public sealed class PlaceTests
{
    [Fact(Timeout = 120_000)]
    public async Task Each_machine_reads_and_tends_the_files_in_its_own_folder_and_the_database_knows_all_results()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.PostgreSql);
        using var other = new TemporaryFolder();
        MeasurementStores here = await fixture.OpenAsync();
        await using MeasurementStores there = await OpenAsync(fixture, other.Path);
        await here.Campaigns.CreateOrResumeAsync(StoresFixture.Plan("first"), StoresFixture.Names(5));
        await KeepAsync(here, 2);
        await KeepAsync(there, 3);

        Assert.Equal(5, (await here.Campaigns.FindAsync("first"))!.Count(TargetState.Done));
        Assert.Equal(5, (await here.Scans.ResultsAsync("first")).Where(one => one.Class == TargetClass.Ready).Sum(one => one.Count));
        Assert.Equal((2L, 3L), (await CountAsync(here), await CountAsync(there)));
        Assert.True(await here.Lake.ElsewhereAsync() > 0 && await there.Lake.ElsewhereAsync() > 0);

        // What is put together, copied by target and swept is one's own; nobody's file is lost or called damaged.
        fixture.Clock.Advance(TimeSpan.FromDays(2));
        await here.Lake.CompactAsync();
        await there.Lake.CompactAsync();
        fixture.Clock.Advance(TimeSpan.FromDays(2));
        await here.Lake.CompactAsync();
        await here.Lake.SweepAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2L, 3L), (await CountAsync(here), await CountAsync(there)));
        Assert.Empty(await here.Lake.DamagedAsync());
        Assert.Empty(await there.Lake.DamagedAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_whose_id_was_lost_is_known_by_its_files()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.PostgreSql);
        MeasurementStores first = await fixture.OpenAsync();
        await first.Campaigns.CreateOrResumeAsync(StoresFixture.Plan("first"), StoresFixture.Names(2));
        await KeepAsync(first, 2);
        string id = await File.ReadAllTextAsync(Path.Combine(fixture.Folder, DataPlace.FileName), TestContext.Current.CancellationToken);
        await fixture.CloseAsync(first);

        File.Delete(Path.Combine(fixture.Folder, DataPlace.FileName));
        MeasurementStores again = await fixture.OpenAsync();
        Assert.Equal(id, await File.ReadAllTextAsync(Path.Combine(fixture.Folder, DataPlace.FileName), TestContext.Current.CancellationToken));
        Assert.Equal((2L, 0), (await CountAsync(again), await again.Lake.ElsewhereAsync()));
        await fixture.CloseAsync(again);

        // Files from before there were ids belong to the folder in which they lie, and to no other.
        File.Delete(Path.Combine(fixture.Folder, DataPlace.FileName));
        await using (MeasurementContext context = (await Database.OpenAsync<MeasurementContext>(fixture.Database, MeasurementContext.Area, o => new MeasurementContext(o))).Create())
        {
            await context.Database.ExecuteSqlRawAsync("UPDATE lake_file SET place = ''", TestContext.Current.CancellationToken);
        }

        using var other = new TemporaryFolder();
        await using MeasurementStores there = await OpenAsync(fixture, other.Path);
        Assert.Equal(0L, await CountAsync(there));
        MeasurementStores old = await fixture.OpenAsync();
        Assert.Equal((2L, 0), (await CountAsync(old), await old.Lake.ElsewhereAsync()));
    }

    private static Task<MeasurementStores> OpenAsync(StoresFixture fixture, string folder) =>
        MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder, Database = fixture.Database }, fixture.Clock, TestContext.Current.CancellationToken);

    private static async Task KeepAsync(MeasurementStores stores, int names)
    {
        CampaignLease lease = (await stores.Campaigns.LeaseAsync("first", "hanoi", names, TimeSpan.FromMinutes(5)))!;
        await stores.Campaigns.CompleteBatchAsync([lease], await Task.WhenAll(lease.Targets.Select(target => StoresFixture.FinishedAsync(stores, target.Name))), TestContext.Current.CancellationToken);
    }

    private static async Task<long> CountAsync(MeasurementStores stores) =>
        (await stores.Lake.QueryAsync(LakeTable.Targets, new LakeRange(), "SELECT count(DISTINCT target) FILTER (kind = 'site') FROM lake", static (in DuckRow row) => row.Int64(0))).SingleOrDefault();
}
